import { describe, expect, test } from 'vitest'
import { eachWord, wordsOf } from '../../../core/retrieval/words.ts'

test.each([
  ['case and accents do not matter', 'Résumé CAFÉ İstanbul', ['resume', 'cafe', 'istanbul']],
  [
    'letters are read as they are typed without them',
    'Straße Øre ﬁnance ＦＵＬＬ',
    ['strasse', 'ore', 'finance', 'full'],
  ],
  ['a soft hyphen or joiner inside a word is not written', 're\u00adfund می\u200cخواهم', ['refund', 'میخواهم']],
  ['footnote signs and emoji are no words', 'policy¹ 🎉 ❤️ ½', ['policy']],
  ['words of scripts with spaces stay whole', 'возврат средств שָׁלוֹם', ['возврат', 'средств', 'שלום']],
  ['Latin letters and others side by side are found alone', 'IFNγ', ['ifn', 'γ']],
  ['vowel signs of Indic scripts are part of the word', 'किताब', ['किताब'.normalize('NFC')]],
])('%s', (_, text, words) => expect(wordsOf(text)).toEqual(words))

describe('scripts written without spaces are read as pairs of signs', () => {
  test.each([
    ['返金方法', ['返金', '金方', '方法']],
    ['VPN接続', ['vpn', '接続']],
    ['サーバー', ['サー', 'ーバ', 'バー']],
    ['휴가를 신청', ['휴가', '가를', '신청']],
    ['ﾊﾞｽ', ['バス']],
    ['税', ['税']],
  ])('%s', (text, words) => expect(wordsOf(text)).toEqual(words))

  test('Thai signs keep the vowels that stand on them', () => expect(wordsOf('ที่นี่')).toEqual(['ที่นี่']))
})

test('offsets are those of the text as it is written, whatever folding does to its length', () => {
  const text = '🎉 ﬁnd Straße re\u00adfund e\u0301te\u0301 返金だ'
  const pieces: string[] = []
  eachWord(text, (_, start, end) => pieces.push(text.slice(start, end)))
  expect(pieces).toEqual(['ﬁnd', 'Straße', 're\u00adfund', 'e\u0301te\u0301', '返金', '金だ'])
})

test('a word longer than any real one is known by its beginning', () => {
  expect(wordsOf('A'.repeat(10_000))).toEqual(['a'.repeat(48)])
  expect(wordsOf(`é${'A'.repeat(10_000)}`)).toEqual([`e${'a'.repeat(47)}`])
  // a sign for four letters
  expect(wordsOf('\ufdf4'.repeat(40))).toEqual(['\u0645\u062d\u0645\u062f'.repeat(12)])
})
