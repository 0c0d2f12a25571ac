import { expect, it } from 'vitest'
import { BUDGET_MS, createWatchdog } from '../../../extension/page/watchdog.ts'

function page() {
  let now = 0
  let stops = 0
  const run = createWatchdog({ nowMs: () => now, stop: () => stops++ })
  return {
    work: (ms: number) =>
      run(() => {
        now += ms
        return 'signals'
      }),
    rest: (ms: number) => {
      now += ms
    },
    stops: () => stops,
  }
}

it('lets work within the budget pass', () => {
  const { work, stops } = page()
  for (let i = 0; i < 8; i++) expect(work(BUDGET_MS / 8)).toBe('signals')
  expect(stops()).toBe(0)
})

it('switches itself off once the budget of ten seconds is spent', () => {
  const { work, stops } = page()
  for (let i = 0; i < 8; i++) work(BUDGET_MS / 8)
  expect(work(1)).toBeNull()
  expect(stops()).toBe(1)
})

it('switches itself off at one long task', () => {
  const { work, stops } = page()
  expect(work(50)).toBeNull()
  expect(stops()).toBe(1)
})

it('forgets what was spent more than ten seconds ago', () => {
  const { work, rest, stops } = page()
  for (let i = 0; i < 20; i++) {
    expect(work(BUDGET_MS - 1)).toBe('signals')
    rest(10_000)
  }
  expect(stops()).toBe(0)
})
