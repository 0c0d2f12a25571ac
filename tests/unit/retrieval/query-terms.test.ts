import { describe, expect, test } from 'vitest'
import { createEquivalents, type Synonyms } from '../../../core/retrieval/synonyms.ts'
import { createVocabulary } from '../../../core/retrieval/terms.ts'

interface Asking {
  typing?: boolean
  synonyms?: Synonyms
}

/** A vocabulary of `documents`, asked; each term as its stem, groups apart, readings with how they came about. */
function asker(...documents: string[]) {
  const vocabulary = createVocabulary()
  const held = new Map<number, number>()
  for (const document of documents)
    for (const term of new Set(vocabulary.termsOf(document))) held.set(term, (held.get(term) ?? 0) + 1)
  const stems = vocabulary.save().stems.split('\n')
  return (text: string, { typing = false, synonyms = [] }: Asking = {}) => {
    const options = {
      typing,
      equivalents: createEquivalents(synonyms),
      frequency: (term: number) => held.get(term) ?? 0,
    }
    const groups: string[][] = []
    for (const { term, group, reading, by } of vocabulary.queryTerms(text, options)) {
      const readings = groups[group] ?? []
      groups[group] = readings
      const said = term < 0 ? 'unknown' : `${stems[term]}${by === 'word' ? '' : ` (${by})`}`
      readings[reading] = readings[reading] ? `${readings[reading]} + ${said}` : said
    }
    return groups
  }
}

test('each word is looked for once, whatever its form, in the order of the question', () => {
  expect(asker('refund card')('refunds, refunding a card. Refund!')).toEqual([['refund'], ['card']])
})

test('stop words are left out, unless there is nothing else', () => {
  const ask = asker('where is the float')
  expect(ask('where is the float')).toEqual([['float']])
  expect(ask('where is')).toEqual([['where'], ['is']])
})

test('a word nobody wrote stays in the question as unknown', () => {
  expect(asker('refund')('refund zebra')).toEqual([['refund'], ['unknown']])
  expect(asker('refund')('')).toEqual([])
})

describe('while a person types', () => {
  const ask = asker('refund refuse', 'refund refinery', 'refund', 'refuse')

  test('the last word is a beginning, too: the words most documents hold come first', () => {
    expect(ask('ref', { typing: true })).toEqual([['refund (beginning)', 'refus (beginning)', 'refineri (beginning)']])
    expect(ask('refund', { typing: true })).toEqual([['refund']])
  })

  test('a word with something after it is finished', () => {
    expect(ask('ref ', { typing: true })).toEqual([['unknown']])
    expect(ask('ref')).toEqual([['unknown']])
  })

  test('words learnt later are among the beginnings, and no more than eight are taken', () => {
    const vocabulary = createVocabulary()
    const beginnings = () => vocabulary.queryTerms('qu', { typing: true }).filter(({ by }) => by === 'beginning').length
    vocabulary.termsOf('queue quiz')
    expect(beginnings()).toBe(2)
    vocabulary.termsOf('quota')
    expect(beginnings()).toBe(3)
    vocabulary.termsOf(Array.from({ length: 3_000 }, (_, i) => `qu${i}`).join(' '))
    expect(beginnings()).toBe(8)
  })
})

describe('a word nobody wrote is taken for a known one', () => {
  const ask = asker('refund', 'escalate escape', 'estate', 'возврат', 'prefund')

  test.each([
    ['a letter left out', 'escalte', ['escal (spelling)']],
    ['a letter too many', 'esccalate', ['escal (spelling)']],
    ['a wrong letter', 'escalare', ['escal (spelling)']],
    ['two letters swapped', 'esaclate', ['escal (spelling)']],
    ['another script', 'возвратт', ['возврат (spelling)']],
    ['the same first letter before another', 'rrefund', ['refund (spelling)']],
  ])('with %s', (_, word, readings) => expect(ask(word)).toEqual([readings]))

  test('but not a short one, not a number or code, and not one that is two edits away', () => {
    for (const word of ['rfnd', 'refund2', '20311', 'esclte']) expect(ask(word)).toEqual([['unknown']])
  })

  test('nor one of a text that was pasted', () => {
    const pasted = Array.from({ length: 12 }, (_, i) => `unknown${i}`).join(' ')
    expect(ask(`escalte ${pasted}`)).toEqual(Array.from({ length: 13 }, () => ['unknown']))
  })

  test('nor one that somebody did write', () => expect(ask('estates')).toEqual([['estat']]))
})

test('a lone sign of a script without spaces is found at the beginning of pairs', () => {
  expect(asker('返金方法', '返品')('返')).toEqual([['返品 (beginning)', '返金 (beginning)']])
})

describe('synonyms of the organisation', () => {
  const synonyms = [
    ['vacation', 'annual leave', 'holidays'],
    ['PO', 'purchase order'],
  ]
  const ask = asker('vacation', 'annual leave', 'holiday leave', 'purchase order', 'form')

  test('are read beside the word, in both directions and for its other forms', () => {
    expect(ask('vacations form', { synonyms })).toEqual([
      ['vacat', 'annual (synonym) + leav (synonym)', 'holiday (synonym)'],
      ['form'],
    ])
    expect(ask('annual leave form', { synonyms })).toEqual([
      ['annual + leav', 'vacat (synonym)', 'holiday (synonym)'],
      ['form'],
    ])
  })

  test('stand for a word nobody wrote', () => {
    expect(ask('po', { synonyms })).toEqual([['purchas (synonym) + order (synonym)']])
  })

  test('of a phrase are not read for one word of it', () => expect(ask('leave', { synonyms })).toEqual([['leav']]))

  test('are found however many words a phrase of a script without spaces, or with dashes, is read as', () => {
    const long = [
      ['leave', '有給休暇の申請方法について'],
      ['form', 'out-of-office end-of-day sign-off'],
    ]
    expect(ask('有給休暇の申請方法について', { synonyms: long })).toEqual([['leav (synonym)']])
    expect(ask('out of office end of day sign off', { synonyms: long })).toEqual([['form (synonym)']])
  })

  test('are at most 64 of a question, however many groups say nearly the same', () => {
    const words = Array.from({ length: 200 }, (_, i) => `word${i}`)
    const groups = Array.from({ length: 200 }, (_, i) => [`leave ${'!'.repeat(i)}`, `word${i}`])
    const [readings = []] = asker(`leave ${words.join(' ')}`)('leave', { synonyms: groups })
    expect(readings).toHaveLength(65)
    expect(readings.slice(0, 2)).toEqual(['leav', 'word0 (synonym)'])
  })

  test('weigh together less than what was asked', () => {
    const vocabulary = createVocabulary()
    vocabulary.termsOf('vacation annual leave')
    const terms = vocabulary.queryTerms('vacation', { equivalents: createEquivalents(synonyms) })
    expect(terms.map(({ weight }) => weight)).toEqual([1, 0.4, 0.4])
  })
})

test('of a pasted page the 64 rarest words are kept, in its order', () => {
  const words = Array.from({ length: 200 }, (_, i) => `w${i}`)
  const ask = asker(...words.map((_, i) => words.slice(0, i + 1).join(' ')))
  expect(ask(words.join(' '))).toEqual(words.slice(-64).map((word) => [word]))
  expect(ask('x'.repeat(10_000))).toEqual([['unknown']])
})

test('a vocabulary that was saved knows the same words by the same terms', () => {
  const vocabulary = createVocabulary()
  const text = 'Refunds 返金 возврат café'
  vocabulary.termsOf(text)
  const opened = createVocabulary(structuredClone(vocabulary.save()))
  expect(opened.size).toBe(vocabulary.size)
  expect(opened.termsOf(`${text} more`)).toEqual(vocabulary.termsOf(`${text} more`))
  expect(opened.queryTerms('ref', { typing: true })).toEqual(vocabulary.queryTerms('ref', { typing: true }))
  expect(createVocabulary(createVocabulary().save()).size).toBe(0)
})
