import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createStay } from '../../../extension/page/stay.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function stay() {
  const life = new AbortController()
  const due = vi.fn()
  return { ...createStay({ nowMs: () => Date.now(), due, signal: life.signal }), due, life }
}

it('tells the time in a state in few steps, and says when the next one is reached', () => {
  const { secondsIn, due } = stay()
  expect(secondsIn('form')).toBe(0)
  vi.advanceTimersByTime(29_000)
  expect([secondsIn('form'), due.mock.calls.length]).toEqual([0, 0])
  vi.advanceTimersByTime(2_000)
  expect([secondsIn('form'), due.mock.calls.length]).toEqual([30, 1])
  vi.advanceTimersByTime(1_000_000)
  expect([secondsIn('form'), due.mock.calls.length]).toEqual([300, 3])
})

it('begins anew in a new state, and after the page was out of sight', () => {
  const { secondsIn, away, due } = stay()
  secondsIn('form')
  vi.advanceTimersByTime(40_000)
  expect(secondsIn('form with an error')).toBe(0)
  vi.advanceTimersByTime(40_000)
  away()
  vi.advanceTimersByTime(1_000_000)
  expect([secondsIn('form with an error'), due.mock.calls.length]).toEqual([0, 2])
})

it('ends with its signal', () => {
  const { secondsIn, due, life } = stay()
  secondsIn('form')
  life.abort()
  vi.advanceTimersByTime(1_000_000)
  expect(due).not.toHaveBeenCalled()
})
