import { expect, test } from 'vitest'
import { ATTEMPT_LOCK } from '../../pwa/engine-messages.ts'
import { applyUpdate } from '../../pwa/updates.ts'
import { mountApp } from '../support/mount-app.ts'

test('no update is applied while any tab has an attempt open', async () => {
  const app = await mountApp('/attempt/attempt-1')
  await expect.poll(async () => (await navigator.locks.query()).held?.map(({ name }) => name)).toContain(ATTEMPT_LOCK)
  expect(await applyUpdate()).toBe('attempt-open')
  app.close()
  await expect.poll(applyUpdate).toBe('applied')
})
