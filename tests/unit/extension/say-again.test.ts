import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { sayAgain } from '../../../extension/messaging/say-again.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('says it again when the background ended in the middle: whether it refuses or never answers', async () => {
  const answers = [() => new Promise<void>(() => {}), () => Promise.reject(new Error('no receiver')), async () => {}]
  let said = 0
  const done = sayAgain(() => answers[said++]?.() ?? Promise.resolve())
  await vi.runAllTimersAsync()
  await done
  expect(said).toBe(3)
})

it('says it once when it was heard, and gives up after three times', async () => {
  let said = 0
  await sayAgain(async () => void said++)
  expect(said).toBe(1)
  const done = sayAgain(() => {
    said++
    return Promise.reject(new Error('gone'))
  })
  await vi.runAllTimersAsync()
  await done
  expect(said).toBe(4)
})
