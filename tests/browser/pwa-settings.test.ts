import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { Engine } from '../../core/engine-api.ts'
import { limited, NOW_MS, partly, remedial } from '../support/engine-states.ts'
import { mountApp } from '../support/mount-app.ts'

const WORDS = 'I would look at the photo and then ask the team lead because eighty is above the limit'
let close = () => {}
beforeEach(async () => {
  localStorage.clear()
  vi.useFakeTimers({ toFake: ['Date'], now: NOW_MS })
  await page.viewport(390, 844)
})
afterEach(() => {
  close()
  vi.useRealTimers()
  document.documentElement.style.fontSize = ''
})

async function open(path: string, over: Partial<Engine> = {}) {
  const app = await mountApp(path, over)
  close = app.close
  return app
}

test('what a person needs is kept on the device, changes the app at once, and is sent nowhere', async () => {
  const first = await open('/settings')
  await page.getByRole('radio', { name: 'Largest' }).click()
  await page.getByRole('radio', { name: 'Twice as much' }).click()
  expect(document.documentElement.style.fontSize).toBe('150%')
  first.close()
  await open('/settings')
  await expect.element(page.getByRole('radio', { name: 'Largest' })).toBeChecked()
  await expect.element(page.getByRole('radio', { name: 'Twice as much' })).toBeChecked()
})

test('an answer after the time of a task is handed in like any other, with the time this person is given', async () => {
  const answer = vi.fn(async () => ({ outcome: partly, next: remedial }))
  await open('/attempt/attempt-1', { turn: async () => limited(-5), answer })
  await expect.element(page.getByText('it is noted that it came later').first()).toBeVisible()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('radio', { name: 'Twice as much' }).click()
  await page.getByRole('button', { name: 'Done' }).click()
  await expect.element(page.getByText('4:55 left')).toBeVisible()
  await page.getByRole('textbox').fill(WORDS)
  await page.getByText('Sure', { exact: true }).click()
  await page.getByRole('button', { name: 'Hand in' }).click()
  await vi.waitFor(() => expect(answer).toHaveBeenCalled())
  expect(answer.mock.calls[0]?.at(-1 as never)).toBe(2)
})

test('who wants no limit sees no clock', async () => {
  localStorage.setItem(
    'handrail-settings',
    JSON.stringify({ timeFactor: null, textSize: 100, readAloud: false, tellDue: false }),
  )
  await open('/attempt/attempt-1', { turn: async () => limited(45) })
  await expect.element(page.getByRole('button', { name: 'Hand in' })).toBeVisible()
  await expect.element(page.getByText('left', { exact: false })).not.toBeInTheDocument()
})
