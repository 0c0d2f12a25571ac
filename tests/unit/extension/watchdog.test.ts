import { expect, it } from 'vitest'
import { BUDGET_MS, createWatchdog } from '../../../extension/page/watchdog.ts'

function page() {
  let now = 0
  const stopped: number[] = []
  const run = createWatchdog({ nowMs: () => now, stop: (ms) => stopped.push(ms) })
  return {
    work: (ms: number) =>
      run(() => {
        now += ms
        return 'signals'
      }),
    rest: (ms: number) => {
      now += ms
    },
    stops: () => stopped.length,
    stopped,
  }
}

it('lets work within the budget pass', () => {
  const { work, stops } = page()
  for (let i = 0; i < 8; i++) expect(work(BUDGET_MS / 8)).toBe('signals')
  expect(stops()).toBe(0)
})

it('switches itself off when the budget of ten seconds is spent a second time', () => {
  const { work, stops } = page()
  for (let i = 0; i < 8; i++) work(BUDGET_MS / 8)
  expect(work(1)).toBe('signals')
  for (let i = 0; i < 8; i++) expect(work(BUDGET_MS / 8)).toBe('signals')
  expect(stops()).toBe(0)
  expect(work(1)).toBeNull()
  expect(stops()).toBe(1)
})

it('takes one long task for the machine’s, and switches itself off at the second', () => {
  const { work, stops, stopped } = page()
  expect(work(400)).toBe('signals')
  expect(stops()).toBe(0)
  expect(work(50)).toBeNull()
  expect(stops()).toBe(1)
  // what the person is told
  expect(stopped).toEqual([50])
})

it('forgets what was spent more than ten seconds ago', () => {
  const { work, rest, stops } = page()
  for (let i = 0; i < 20; i++) {
    for (let piece = 0; piece < 4; piece++) expect(work(BUDGET_MS / 4 - 1)).toBe('signals')
    rest(10_000)
  }
  expect(stops()).toBe(0)
})

it('forgives a breach that is a minute ago: a tool that is open all day is not left for two slow moments', () => {
  const { work, rest, stops } = page()
  for (let hour = 0; hour < 8; hour++) {
    expect(work(60)).toBe('signals')
    rest(3_600_000)
  }
  expect(stops()).toBe(0)
  work(60)
  rest(59_000)
  expect(work(60)).toBeNull()
  expect(stops()).toBe(1)
})
