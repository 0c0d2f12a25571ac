import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marksIn } from '../../core/retrieval/marks.ts'
import { createPostings, type Fields, type Postings } from '../../core/retrieval/postings.ts'
import type { QueryTerm } from '../../core/retrieval/query-terms.ts'
import { createEquivalents } from '../../core/retrieval/synonyms.ts'
import { createVocabulary } from '../../core/retrieval/terms.ts'

const seed = Number(process.env.HANDRAIL_SEED ?? Date.now() % 1_000_000)
console.log(`property tests of search by words: HANDRAIL_SEED=${seed}`)
const runs = (numRuns: number) => ({ seed, numRuns })

const term = fc.integer({ min: 0, max: 12 })
const field = fc.array(term, { maxLength: 6 })
const fields: fc.Arbitrary<Fields> = fc.tuple(field, field, field, fc.array(term, { maxLength: 30 }))
const change = fc.oneof(
  { weight: 3, arbitrary: fc.record({ add: fields }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.nat(1_000) }) },
  { weight: 1, arbitrary: fc.constant({ save: true as const }) },
)
const question = fc
  .array(
    fc.array(fc.array(fc.integer({ min: -1, max: 14 }), { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    }),
    {
      maxLength: 4,
    },
  )
  .map((groups) =>
    groups.flatMap((readings, group) =>
      readings.flatMap((terms, reading) =>
        terms.map(
          (each): QueryTerm => ({ term: each, weight: 1 / terms.length, group, reading, asked: '', by: 'word' }),
        ),
      ),
    ),
  )

const scoresOf = (postings: Postings, terms: readonly QueryTerm[]) => {
  const into = new Float32Array(postings.documents)
  postings.score(terms, into)
  return into
}

describe('an index of words that documents came to and went from', () => {
  it('scores like one made of the documents that are left, and again after it was saved', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 60, size: 'max' }),
        fc.array(question, { minLength: 1, maxLength: 3 }),
        (changes, asked) => {
          let postings = createPostings()
          const left = new Map<number, Fields>()
          for (const each of changes) {
            if ('add' in each) left.set(postings.add(each.add), each.add)
            else if ('remove' in each) {
              const slot = each.remove % (postings.documents + 1)
              postings.remove(slot)
              left.delete(slot)
            } else postings = createPostings(postings.save())
            scoresOf(postings, asked[0] ?? [])
          }
          const fresh = createPostings()
          const slots = [...left].map(([slot, document]) => [slot, fresh.add(document)] as const)
          for (let t = 0; t < 15; t++) expect(postings.frequency(t)).toBe(fresh.frequency(t))
          for (const terms of asked) {
            const [scores, expected] = [scoresOf(postings, terms), scoresOf(fresh, terms)]
            for (const [slot, place] of slots) expect(scores[slot]).toBeCloseTo(expected[place] ?? 0, 5)
            for (const [slot, score] of scores.entries()) if (!left.has(slot)) expect(score).toBe(0)
            expect(scoresOf(postings, terms)).toEqual(scores)
          }
        },
      ),
      runs(300),
    )
  })

  it('does so past the size at which what came is merged', () => {
    const postings = createPostings()
    const fresh = createPostings()
    const document = (i: number): Fields => [[i % 7], [], [], Array.from({ length: 60 }, (_, k) => (i * k) % 911)]
    for (let i = 0; i < 3_000; i++) {
      const slot = postings.add(document(i))
      if (i % 3 === 0) postings.remove(slot)
      else fresh.add(document(i))
    }
    const asked = [5, 900, 12].map(
      (each, group): QueryTerm => ({ term: each, weight: 1, group, reading: 0, asked: '', by: 'word' }),
    )
    const live = scoresOf(postings, asked).filter((_, slot) => slot % 3 !== 0)
    for (const [i, score] of scoresOf(fresh, asked).entries()) expect(live[i]).toBeCloseTo(score, 5)
  })
})

const piece = fc.oneof(
  fc.constantFrom(
    'refund',
    'Refunds',
    'annual leave',
    'ﬁnd',
    'Straße',
    'e\u0301te\u0301',
    '返金方法',
    'ที่นี่',
    '🎉',
    're\u00adfund',
    'IFNγ',
    ' ',
    '-',
    '\ud83c',
    '½',
    '휴가를',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))

describe('marks', () => {
  it('lie in order inside the text, do not overlap, and hold only words that were asked for', () => {
    const equivalents = createEquivalents([['find', 'annual leave']])
    fc.assert(
      fc.property(text, text, fc.boolean(), (said, asked, typing) => {
        const vocabulary = createVocabulary()
        vocabulary.termsOf(said)
        const terms = vocabulary.queryTerms(asked, { equivalents, typing })
        const wanted = new Set(terms.map((each) => each.term))
        const isAsked = new Set<number>()
        vocabulary.eachTerm(said, wanted, (_, start, end) => {
          for (let i = start; i < end; i++) isAsked.add(i)
        })
        let before = 0
        for (const [start, end] of marksIn(said, terms, vocabulary)) {
          expect(start).toBeGreaterThanOrEqual(before)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(said.length)
          before = end
          expect(isAsked.has(start) && isAsked.has(end - 1)).toBe(true)
          for (let i = start; i < end; i++) expect(isAsked.has(i) || /[\s\p{Pd}]/u.test(said[i] ?? '')).toBe(true)
        }
      }),
      runs(500),
    )
  })

  it('are there whenever a text is asked for in its own words', () => {
    fc.assert(
      fc.property(text, (said) => {
        const vocabulary = createVocabulary()
        const words = vocabulary.termsOf(said)
        const marks = marksIn(said, vocabulary.queryTerms(said), vocabulary)
        expect(marks.length > 0).toBe(words.length > 0)
      }),
      runs(300),
    )
  })
})
