import { expect, test } from 'vitest'
import { answerFit, isAnswer } from '#core/retrieval'
import { fitOf } from '../../../core/retrieval/fit.ts'

test('a fit lies between 0 and 1 and grows with each piece of evidence', () => {
  const base = { nearest: 0.4, coverage: 0.5, words: 1.5 }
  const fit = fitOf(base)
  expect(fit).toBeGreaterThan(0)
  expect(fit).toBeLessThan(1)
  expect(fitOf({ ...base, nearest: 0.6 })).toBeGreaterThan(fit)
  expect(fitOf({ ...base, coverage: 0.9 })).toBeGreaterThan(fit)
  expect(fitOf({ ...base, words: 4 })).toBeGreaterThan(fit)
})

test('nothing in common hardly fits and a full answer does, with meaning and with words alone', () => {
  for (const [none, full] of [
    [0.1, 0.7],
    [null, null],
  ] as const) {
    expect(fitOf({ nearest: none, coverage: 0, words: 0 })).toBeLessThan(0.02)
    expect(fitOf({ nearest: full, coverage: 1, words: 5 })).toBeGreaterThan(0.85)
  }
})

test('an answer fits as its best hit among the first three', () => {
  expect(answerFit([])).toBe(0)
  expect(answerFit([{ fit: 0.2 }, { fit: 0.5 }, { fit: 0.1 }, { fit: 0.9 }])).toBe(0.5)
})

test('what says every word asked for is an answer, whatever its fit', () => {
  const all = { fit: 0.16, coverage: 1 }
  const some = { fit: 0.16, coverage: 0.9 }
  expect(isAnswer([all], 0.25)).toBe(true)
  expect(isAnswer([some, some, some, all], 0.25)).toBe(false)
  expect(isAnswer([{ fit: 0.25, coverage: 0 }], 0.25)).toBe(true)
  expect(isAnswer([], 0.25)).toBe(false)
})
