import { afterEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { isId } from '#core/base'
import type { Engine, Ref } from '../../core/engine-api.ts'
import { hits, learner, quality, reviewer, standingEngine, unanswered, waiting } from '../support/engine-states.ts'
import { mountApp } from '../support/mount-app.ts'
import { reviewStudio } from '../support/review-states.ts'

let close = () => {}
afterEach(() => close())
async function show(path: string, over: Partial<Engine> = {}) {
  await page.viewport(1280, 900)
  const app = await mountApp(path, { me: async () => reviewer, studio: reviewStudio, ...over })
  close = app.close
}
const texts = (selector: string) => [...document.querySelectorAll(selector)].map((each) => each.textContent?.trim())

test('the questions are listed with what failed on top, and the figures as a table', async () => {
  await show('/review/search')
  await expect.element(page.getByRole('heading', { name: /Release 7: 3 of 4 questions/ })).toBeVisible()
  expect(texts('[aria-labelledby=quality-questions] li')[0]).toMatch(/login to a colleague.*Found in place 6/s)
  expect(texts('tbody th')).toEqual(['7', '6', '5'])
  await expect.element(page.getByText('Set from 24 of your own questions.')).toBeVisible()
  await expect.element(page.getByText('money back', { exact: true })).toBeVisible()
})

test('a question is added with the aids that answer it, and only with them', async () => {
  const addQuestion = vi.fn(async (_text: string, _expected: Ref[]) => undefined)
  const searchEnded = vi.fn(async () => undefined)
  await show('/review/search', { addQuestion, searchEnded })
  const save = page.getByRole('button', { name: 'Add question' })
  await userEvent.type(page.getByLabelText('The question, as somebody would type it'), 'who signs off 200 quid')
  await save.click()
  await expect.element(page.getByText('Choose at least one aid that answers it.')).toBeVisible()
  expect(addQuestion).not.toHaveBeenCalled()
  await userEvent.type(page.getByLabelText('Which aids answer it?'), 'refund')
  await page.getByRole('button', { name: `Choose ${hits[0]?.title}` }).click()
  await page.getByRole('button', { name: `Choose ${hits[1]?.title}` }).click()
  await page.getByRole('button', { name: `Take back ${hits[1]?.title}` }).click()
  await save.click()
  await expect.element(page.getByText('Added. It is asked with the next release.')).toBeVisible()
  expect(addQuestion.mock.calls).toEqual([['who signs off 200 quid', [{ kind: 'job-aid', id: 'refund-approval' }]]])
  expect(searchEnded).not.toHaveBeenCalled()
})

test('a question is removed after asking', async () => {
  const removeQuestion = vi.fn(async () => undefined)
  await show('/review/search', { removeQuestion })
  await page.getByRole('button', { name: 'Remove: who signs off on 200 quid' }).click()
  expect(removeQuestion).not.toHaveBeenCalled()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await vi.waitFor(() => expect(removeQuestion.mock.calls).toEqual([['q4']]))
})

test('a release that answers fewer questions is signed only by who says so', async () => {
  const signRelease = vi.fn(async () => undefined)
  await show('/review/release', { signRelease })
  const sign = page.getByRole('button', { name: 'Sign the release' })
  await expect.element(page.getByText('This release answers fewer of your questions')).toBeVisible()
  expect(texts('[aria-labelledby=release-recall] li')).toEqual(['who signs off on 200 quid: only in place 5'])
  await page.getByText(/I sign exactly these bytes/).click()
  await expect.element(sign).toBeDisabled()
  await page.getByText('Release anyway.').click()
  await sign.click()
  await vi.waitFor(() => expect(signRelease.mock.calls).toEqual([[waiting.sha256, { acceptLowerRecall: true }]]))
})

test('what a release changes stands on top, the rest is folded in', async () => {
  await show('/review/release')
  const folded = waiting.objects.filter(({ change }) => change === 'same')
  const summary = page.getByText(`${folded.length} unchanged`, { exact: true })
  await expect.element(summary).toBeVisible()
  expect(texts('details li')).toHaveLength(folded.length)
  const title = page.getByText(folded[0]?.title ?? '', { exact: true })
  await expect.element(title).not.toBeVisible()
  await summary.click()
  await expect.element(title).toBeVisible()
})

test('figures of a bar that came with the app are told as somebody else’s', async () => {
  const threshold = { ...quality.threshold!, from: 'built-in' as const, questions: 0 }
  await show('/review/search', { searchQuality: async () => ({ ...quality, threshold }) })
  await expect.element(page.getByText(/^On the question sets it was developed on, /)).toBeVisible()
  await expect.element(page.getByText(/^Of questions that nothing answers/)).not.toBeInTheDocument()
})

test('a release that answers as many is signed as ever', async () => {
  const signRelease = vi.fn(async () => undefined)
  const candidate = { ...quality.candidate!, recall3: 0.75 }
  await show('/review/release', { signRelease, searchQuality: async () => ({ ...quality, candidate }) })
  await page.getByText(/I sign exactly these bytes/).click()
  await page.getByRole('button', { name: 'Sign the release' }).click()
  await vi.waitFor(() => expect(signRelease.mock.calls).toEqual([[waiting.sha256, {}]]))
})

test('counts of searches without an answer leave the device only by the person’s click', async () => {
  let now = unanswered
  const shareUnanswered = vi.fn(async (_ids: string[]) => {
    now = { sinceMs: null, total: 0, byCompetency: [] }
  })
  await show('/record', { me: async () => learner, unanswered: async () => now, shareUnanswered })
  await expect.element(page.getByText('9 searches found nothing that fits.')).toBeVisible()
  await expect.element(page.getByText('Near no topic we know')).toBeVisible()
  expect(shareUnanswered).not.toHaveBeenCalled()
  await page.getByRole('button', { name: 'Share these counts with L&D' }).click()
  await expect.element(page.getByText('Shared. The count has begun again.')).toBeVisible()
  const ids = shareUnanswered.mock.calls[0]?.[0] ?? []
  expect(ids).toHaveLength(3)
  expect(ids.every(isId)).toBe(true)
})

test('shared counts that are not sent yet are said to wait', async () => {
  let now = unanswered
  const syncState = async () => ({ ...(await standingEngine().syncState()), unsent: 3, oldestUnsentAtMs: 0 })
  const shareUnanswered = async () => {
    now = { sinceMs: null, total: 0, byCompetency: [] }
  }
  await show('/record', { me: async () => learner, unanswered: async () => now, shareUnanswered, syncState })
  await expect.element(page.getByText(/sent under your name/)).toBeVisible()
  await page.getByRole('button', { name: 'Share these counts with L&D' }).click()
  await expect.element(page.getByText('Will be sent when you are online.')).toBeVisible()
})

test('sharing again after a failure uses the same ids', async () => {
  const seen: string[][] = []
  const shareUnanswered = async (ids: string[]) => {
    seen.push(ids)
    if (seen.length === 1) throw new Error('The disk is full.')
  }
  await show('/record', { me: async () => learner, shareUnanswered })
  const share = page.getByRole('button', { name: 'Share these counts with L&D' })
  await share.click()
  await expect.element(page.getByText('The disk is full.')).toBeVisible()
  await share.click()
  await vi.waitFor(() => expect(seen).toHaveLength(2))
  expect(seen[1]).toEqual(seen[0])
})
