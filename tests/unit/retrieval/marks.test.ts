import { expect, test } from 'vitest'
import { marksIn } from '../../../core/retrieval/marks.ts'
import { createEquivalents, type Synonyms } from '../../../core/retrieval/synonyms.ts'
import { createVocabulary } from '../../../core/retrieval/terms.ts'

/** The text with what is marked in brackets. */
function marked(text: string, question: string, synonyms: Synonyms = []): string {
  const vocabulary = createVocabulary()
  vocabulary.termsOf(`${text} annual leave`)
  const terms = vocabulary.queryTerms(question, { equivalents: createEquivalents(synonyms), typing: true })
  let [result, at] = ['', 0]
  for (const [start, end] of marksIn(text, terms, vocabulary)) {
    result += `${text.slice(at, start)}[${text.slice(start, end)}]`
    at = end
  }
  return result + text.slice(at)
}

test.each([
  ['every form of a word is marked', 'Refunds: how to refund.', 'refunding', '[Refunds]: how to [refund].'],
  ['neighbours are one mark', 'Ask the team lead today', 'team lead', 'Ask the [team lead] today'],
  ['what stands between keeps them apart', 'team, lead', 'team lead', '[team], [lead]'],
  ['so does the end of a line', 'team\nlead', 'team lead', '[team]\n[lead]'],
  ['stop words of the question are not marked', 'the end of the day', 'the day', 'the end of the [day]'],
  ['an unfinished word marks the whole word', 'Escalate it', 'esc', '[Escalate] it'],
  ['a likely spelling is marked', 'Escalate it', 'escalte', '[Escalate] it'],
  ['folding moves no offset', '🎉 ﬁnd the Résumé', 'find resume', '🎉 [ﬁnd] the [Résumé]'],
  ['pairs of signs become one mark', '先に返金方法を見る', '返金方法', '先に[返金方法]を見る'],
  ['nothing in common means no mark', 'Close the till', 'zebra', 'Close the till'],
  ['an empty text has none', '', 'refund', ''],
])('%s', (_, text, question, expected) => expect(marked(text, question)).toBe(expected))

test('a synonym of several words is marked where all of them are', () => {
  const synonyms = [['vacation', 'annual leave']]
  expect(marked('Book annual leave', 'vacation', synonyms)).toBe('Book [annual leave]')
  expect(marked('The annual report', 'vacation', synonyms)).toBe('The annual report')
  expect(marked('Annual report. Leave it', 'vacation', synonyms)).toBe('[Annual] report. [Leave] it')
})

test('a word that was asked for is marked, though it is part of a synonym that is not there', () => {
  expect(marked('Ask for leave', 'vacation leave', [['vacation', 'annual leave']])).toBe('Ask for [leave]')
})
