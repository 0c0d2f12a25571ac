import { expect, it } from 'vitest'
import { newId } from '#core/base'
import { lostWith } from '../../../core/ui/review/lost-answers.ts'
import { byNeed, questionState } from '../../../pwa/quality/question-state.ts'

const madeAt = (ms: number) => newId({ nowMs: () => ms, randomBytes: (length) => new Uint8Array(length).fill(7) })
const checked = 1_800_000_000_000
const [failed, fine, later] = [madeAt(checked - 3), madeAt(checked - 2), madeAt(checked + 60_000)]
const check = {
  release: 4,
  atMs: checked,
  questions: 2,
  recall3: 0.5,
  failed: [{ id: failed, text: 'lost parcel', found: 5 }],
}
const question = (id: string) => ({ id, text: id, expected: [], addedBy: 'Lena' })

it('tells what a question met when it was last asked, and that a newer one has not been asked', () => {
  expect(questionState({ id: failed }, check)).toEqual({ state: 'failed', place: 5 })
  expect(questionState({ id: fine }, check)).toEqual({ state: 'right' })
  expect(questionState({ id: later }, check)).toEqual({ state: 'unchecked' })
  expect(questionState({ id: fine }, undefined)).toEqual({ state: 'unchecked' })
})

it('puts what failed on top', () => {
  const order = byNeed([question(fine), question(later), question(failed)], check).map(({ question }) => question.id)
  expect(order).toEqual([failed, later, fine])
})

it('names what a worse release loses, and nothing of a better one', () => {
  const candidate = {
    ...check,
    release: 5,
    recall3: 0,
    failed: [...check.failed, { id: fine, text: 'x', found: null }],
    before: 0.5,
    lost: [{ id: fine, text: 'x', found: null }],
  }
  expect(lostWith({ candidate })).toEqual({
    lower: true,
    questions: [{ id: fine, text: 'x', found: null }],
  })
  expect(lostWith({ candidate: { ...candidate, recall3: 0.5 } }).lower).toBe(false)
  expect(lostWith({ candidate: { ...candidate, before: null } }).lower).toBe(false)
  expect(lostWith({ candidate: null }).lower).toBe(false)
})
