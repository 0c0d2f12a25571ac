import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sayAgain } from '../../../extension/messaging/say-again.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Says it and lets a minute pass. @returns how often it was said */
async function timesSaid(answer: (time: number) => Promise<void>): Promise<number> {
  let said = 0
  const done = sayAgain(() => answer(++said))
  await vi.advanceTimersByTimeAsync(60_000)
  await done
  return said
}
const refuse = async () => {
  throw new Error('no receiver')
}

it('says it again when the background ended in the middle: whether it refuses or never answers', async () => {
  expect(
    await timesSaid((time) => (time === 1 ? new Promise(() => {}) : time === 2 ? refuse() : Promise.resolve())),
  ).toBe(3)
})

it('says it once when it was heard, and gives up after three times', async () => {
  expect(await timesSaid(async () => {})).toBe(1)
  expect(await timesSaid(refuse)).toBe(3)
})
