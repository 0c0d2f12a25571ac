import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { Engine, Me, StudioRequest } from '../../core/engine-api.ts'
import { detail, learner, queue, reviewer, waiting } from '../support/engine-states.ts'
import { mountApp } from '../support/mount-app.ts'
import { reviewStudio } from '../support/review-states.ts'

let close = () => {}
afterEach(() => {
  close()
  localStorage.clear()
})
async function show(path: string, over: Partial<Engine> = {}) {
  await page.viewport(1280, 900)
  const app = await mountApp(path, { me: async () => reviewer, studio: reviewStudio, ...over })
  close = app.close
}
const object = `/review/${detail.sha256}`
const signAsLd = page.getByRole('button', { name: 'Sign as L&D reviewer' })

const tick = (name: RegExp) => page.getByRole('checkbox', { name }).click()
const tickAll = async () => {
  await tick(/^Tone/)
  await tick(/^Compliance/)
}

test('an object is signed only with every criterion ticked and its bytes confirmed', async () => {
  const approve = vi.fn(async () => undefined)
  await show(object, { approve })
  await tick(/^Tone/)
  await expect.element(page.getByRole('checkbox', { name: /^I sign exactly these bytes/ })).toBeDisabled()
  await tick(/^Compliance/)
  await expect.element(signAsLd).toBeDisabled()
  await page.getByText(`I sign exactly these bytes: ${detail.sha256.slice(0, 12)}`).click()
  await signAsLd.click()
  await expect.element(page.getByText(/^Signed\./)).toBeVisible()
  expect(approve.mock.calls).toEqual([[[detail.sha256], 'ld']])
})

test('what was reviewed gathers, survives a reload and is signed with one signature', async () => {
  const approve = vi.fn(async () => undefined)
  await show(object, { approve })
  await tickAll()
  await page.getByRole('button', { name: 'Reviewed, sign with the others' }).click()
  await expect.element(page.getByText('You have reviewed this.')).toBeVisible()
  close()
  const second = { ...detail, sha256: queue[1]?.sha256 ?? '', title: 'Before you refund' }
  await show(`/review/${second.sha256}`, { approve, reviewDetail: async () => second })
  await tickAll()
  await page.getByRole('button', { name: 'Reviewed, sign with the others' }).click()
  await page.getByRole('link', { name: 'To what I have reviewed' }).click()
  const sign = page.getByRole('button', { name: 'Sign 2 as L&D reviewer' })
  await expect.element(sign).toBeDisabled()
  await tick(/^I sign exactly the bytes of these 2/)
  await sign.click()
  await expect.element(page.getByText(/^Signed 2\./)).toBeVisible()
  expect(approve.mock.calls).toEqual([[queue.map(({ sha256 }) => sha256), 'ld']])
})

test('what changed after it was reviewed is taken off the list', async () => {
  await show(object)
  await tickAll()
  await page.getByRole('button', { name: 'Reviewed, sign with the others' }).click()
  await expect.element(page.getByText('You have reviewed this.')).toBeVisible()
  close()
  await show('/review', { reviewQueue: async () => queue.slice(1) })
  await expect.element(page.getByText(/Changed or signed meanwhile/)).toBeVisible()
  await expect.element(page.getByRole('button', { name: /^Sign 1/ })).not.toBeInTheDocument()
})

test('who may not sign reads why and finds no button', async () => {
  await show(object, {
    reviewDetail: async () => ({ ...detail, maySign: [], whyNot: 'You wrote this; somebody else signs it.' }),
  })
  await expect.element(page.getByText('You wrote this; somebody else signs it.')).toBeVisible()
  await expect.element(signAsLd).not.toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'Request changes' })).not.toBeInTheDocument()
})

test('an author finds what was asked of them, and the way to the editor, but no key to make', async () => {
  const author: Me = { ...reviewer, roles: ['author'], name: detail.authors[0] ?? '' }
  const asked = { ...detail.notes[0]!, act: 'changes-requested' as const, sha256: detail.sha256, text: 'Which form?' }
  await show(object, {
    me: async () => author,
    reviewDetail: async () => ({ ...detail, maySign: [], whyNot: 'It is back with its author.', notes: [asked] }),
  })
  await expect.element(page.getByText('Ines Varga asked for changes.')).toBeVisible()
  const change = page.getByRole('link', { name: 'Change it' })
  await expect.element(change).toHaveAttribute('href', '/studio/objects/job-aid/refund-approval')
  await expect.element(page.getByText('Your signing key')).not.toBeInTheDocument()
})

test('a request for changes needs words, and carries the part it is about', async () => {
  const studio = vi.fn(async (request: StudioRequest) =>
    request.method === 'POST' ? { notes: [] } : reviewStudio(request),
  )
  await show(object, { studio })
  const request = page.getByRole('button', { name: 'Request changes' })
  await request.click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Write what should change first.')
  await page.getByRole('combobox', { name: 'About' }).selectOptions('Part 2')
  await page.getByRole('textbox', { name: 'Comment' }).fill('Which form?')
  await request.click()
  await expect.element(page.getByText('Sent back to its author.')).toBeVisible()
  expect(studio.mock.calls.map(([call]) => call).find(({ method }) => method === 'POST')).toMatchObject({
    path: '/v1/studio/review-notes',
    body: { act: 'changes-requested', sha256: detail.sha256, part: 'Part 2', text: 'Which form?' },
  })
})

test('what was added, removed and reworded is told in words and signs, not by colour alone', async () => {
  await show(object)
  await expect.element(page.getByText('Your team lead may approve up to £150.').first()).toBeVisible()
  expect([...document.querySelectorAll('ins')].map((one) => one.textContent?.trim())).toEqual([
    '£50',
    'Your team lead may approve up to £150.',
  ])
  expect([...document.querySelectorAll('del')].map((one) => one.textContent?.trim())).toEqual([
    '£40',
    'Ask Ana on Fridays.',
  ])
  for (const word of ['Added: ', 'Removed: ', 'Changed: ']) expect(document.body.textContent).toContain(word)
})

test('brief, cited words, marks of generated parts and reasons without a source stand beside the object', async () => {
  await show(object)
  await expect.element(page.getByText('Knows at once whether the refund may be given without asking')).toBeVisible()
  expect(document.querySelector('blockquote mark')?.textContent).toBe('refund up to £50 on one order')
  await expect.element(page.getByText('Agreed on 12 October, not written yet.')).toBeVisible()
  expect(document.body.textContent).toContain('Taken from the passages')
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
