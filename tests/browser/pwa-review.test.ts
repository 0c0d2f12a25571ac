import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { Engine } from '../../core/engine-api.ts'
import { detail, learner, reviewer, waiting } from '../support/engine-states.ts'
import { mountApp } from '../support/mount-app.ts'

let close = () => {}
afterEach(() => close())
async function show(path: string, over: Partial<Engine> = {}) {
  await page.viewport(1280, 900)
  const app = await mountApp(path, { me: async () => reviewer, ...over })
  close = app.close
}
const object = `/review/${detail.sha256}`
const signAsLd = page.getByRole('button', { name: 'Sign as learning team' })

test('an object is signed only after the reviewer says which bytes', async () => {
  const approve = vi.fn(async () => undefined)
  await show(object, { approve })
  await expect.element(signAsLd).toBeDisabled()
  await page.getByText(`I sign exactly these bytes: ${detail.sha256.slice(0, 12)}`).click()
  await signAsLd.click()
  await expect.element(page.getByText(/^Signed\./)).toBeVisible()
  expect(approve.mock.calls).toEqual([[detail.sha256, 'ld']])
})

test('who may not sign reads why and finds no button', async () => {
  await show(object, {
    reviewDetail: async () => ({ ...detail, maySign: [], whyNot: 'You wrote this; somebody else signs it.' }),
  })
  await expect.element(page.getByText('You wrote this; somebody else signs it.')).toBeVisible()
  await expect.element(signAsLd).not.toBeInTheDocument()
})

test('what was added and removed is told in words and signs, not by colour alone', async () => {
  await show(object)
  await expect.element(page.getByText('If up to £50 on one order: refund it yourself').first()).toBeVisible()
  expect(document.querySelector('ins')?.textContent).toBe('If up to £50 on one order: refund it yourself')
  expect(document.querySelector('del')?.textContent).toBe('If up to £40 on one order: refund it yourself')
  expect(document.body.textContent).toContain('Added: ')
  expect(document.body.textContent).toContain('Removed: ')
})

test('a release composed meanwhile takes back the confirmation', async () => {
  let now = waiting
  const signRelease = vi.fn(async () => undefined)
  await show('/review/release', {
    waitingRelease: async () => now,
    signRelease,
    sync: async () => Promise.reject(new Error('offline')),
  })
  // it answers fewer of the organisation's questions, which takes a confirmation of its own
  await page.getByRole('checkbox', { name: /Release anyway/ }).click()
  await page.getByRole('checkbox', { name: /exactly these bytes/ }).click()
  await expect.element(page.getByRole('button', { name: 'Sign the release' })).toBeEnabled()
  now = { ...waiting, sha256: 'f'.repeat(64) }
  const { useSession } = await import('../../pwa/stores/session.ts')
  await useSession().refresh()
  await expect.element(page.getByText('ffffffffffff')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Sign the release' })).toBeDisabled()
  expect(signRelease).not.toHaveBeenCalled()
})

test('a learner finds no review page and no way to it', async () => {
  await show('/review', { me: async () => learner })
  await expect.element(page.getByText('This page is for reviewers')).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Review' })).not.toBeInTheDocument()
})
