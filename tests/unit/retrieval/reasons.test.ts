import { expect, test } from 'vitest'
import type { SearchPage } from '#core/retrieval'
import { reasons } from '../../../core/retrieval/reasons.ts'
import { createEquivalents } from '../../../core/retrieval/synonyms.ts'
import { createVocabulary } from '../../../core/retrieval/terms.ts'

const page: SearchPage = {
  id: 'leave',
  title: 'Book annual leave',
  path: 'people/absence',
  passages: [
    { id: '1', headings: ['Before you go'], text: 'Hand over your tickets in 2 days. The team lead signs the forms.' },
    { id: '2', headings: ['Afterwards'], text: 'Refunds of bookings are claimed within 30 days.' },
  ],
}
const equivalents = createEquivalents([['vacation', 'annual leave']])

function why(question: string, cosine: number | null = null, passage = 0): string[] {
  const vocabulary = createVocabulary()
  vocabulary.termsOf(JSON.stringify(page))
  return reasons(page, page.passages[passage], vocabulary.queryTerms(question, { equivalents }), vocabulary, cosine)
}

test('the words are those of the page, each told where it counts most', () => {
  expect(why('booking ticket form')).toEqual(['title says "Book"', 'a passage says "tickets", "forms"'])
  expect(why('going')).toEqual(['a heading says "go"'])
})

test('words that stand together are quoted together', () => {
  expect(why('lead of the team')).toEqual(['a passage says "team lead"'])
})

test('the rest of the page and its address come last', () => {
  expect(why('refund absence')).toEqual(['elsewhere it says "Refunds"', 'its address says "absence"'])
})

test('another word for it and a likely spelling are told as such', () => {
  expect(why('vacation')).toEqual(['title says "annual leave", another word for "vacation"'])
  expect(why('ticketz')).toEqual(['a passage says "tickets", close to "ticketz"'])
})

test('a number is told only when nothing better is', () => {
  expect(why('2 tickets')).toEqual(['a passage says "tickets"'])
  expect(why('30 signs', null, 1)).toEqual(['elsewhere it says "signs"'])
  expect(why('30', null, 1)).toEqual(['a passage says "30"'])
})

test('meaning is told when it is close, or when there is nothing else', () => {
  expect(why('form', 0.5)).toEqual(['a passage says "forms"', 'about the same thing'])
  expect(why('form', 0.3)).toEqual(['a passage says "forms"'])
  expect(why('zebra', 0.3)).toEqual(['about the same thing'])
  expect(why('zebra')).toEqual([])
})

test('a pasted page gives a few short reasons', () => {
  const told = why(page.passages.map(({ text }) => text).join(' '), 0.9)
  expect(told.length).toBeLessThanOrEqual(5)
  expect(Math.max(...told.map(({ length }) => length))).toBeLessThan(160)
})
