import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readDocument } from '#core/knowledge'
import { violations } from '../support/axe.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

let handrail: Handrail
let author: Page
beforeAll(async () => {
  handrail = await startHandrail()
  author = (await handrail.launchPwa({ person: 'amira', device: 'Desktop Chrome' })).page
  await author.emulateMedia({ reducedMotion: 'reduce' })
})
afterAll(() => handrail?.stop())

const today = new Date().toISOString().slice(0, 10)
/** A document as an author writes it; the second paragraph is the one that changes. */
function keys(days: number, competencies = 'handle-refund') {
  const front = `title: Keys and badges\nscope: The service desk\nversion-date: 2026-01-05\nowner: Amira Haddad\nreview-by: 2026-10-01\nroles: service-desk-agent\ncompetencies: ${competencies}`
  const filler =
    'The desk keeps a list of every key and badge, who has it and since when, and looks at it each Monday. '
  const content = `---\n${front}\n---\n# Keys and badges\n\n## Handing out\n\n${filler.repeat(4)}\n\n## Lost ones\n\n${filler.repeat(4)} Tell security within ${days} days.\n`
  const read = readDocument({ path: 'keys-and-badges.md', content, today })
  if (read.state === 'refused') throw new Error(read.reason)
  return { kind: 'document', id: read.id, authors: [], body: { ...read.body } }
}
const aid = (id: string, title: string, passage: string) => ({
  kind: 'job-aid',
  id,
  authors: [],
  body: {
    title,
    task: `You need to know: ${title}`,
    format: 'reference',
    roles: [],
    competencies: ['handle-refund'],
    reviewBy: '2027-02-01',
    parts: [{ blocks: [{ block: 'text', text: title }], sources: [{ document: 'keys-and-badges', passage }] }],
  },
})

describe('what is known to be true', () => {
  it('shows what is out of date first, and an author says it is still right', async () => {
    await handrail.publish([
      keys(3),
      aid('lost-key', 'A key is lost', 'lost-ones.1'),
      aid('hand-out-key', 'Hand out a key', 'handing-out.1'),
    ])
    await author.goto(`${handrail.origin}/studio/freshness`)
    const rows = author.getByRole('table', { name: 'Documents' }).getByRole('row')
    await rows.nth(1).getByText('Keys and badges').waitFor()
    expect(await rows.nth(1).textContent()).toMatch(/Overdue.*days late.*Amira Haddad/s)
    expect(await violations(author)).toEqual([])
    await author.getByRole('button', { name: 'Still right: Keys and badges' }).click()
    await author.getByRole('dialog').getByRole('heading', { name: 'Looked at and still right?' }).waitFor()
    expect(await violations(author)).toEqual([])
    await author.getByRole('button', { name: 'Make the next version' }).click()
    await author.getByRole('status').getByText('Saved as a draft with review by').waitFor()
  })

  it('shows an edited paragraph to exactly what rests on it: in its words to L&D, as a mark to a learner', async () => {
    const { page: learner } = await handrail.launchPwa()
    await learner.goto(`${handrail.origin}/library/job-aid/lost-key`)
    await learner.getByText('Source not reviewed in time').waitFor()
    await handrail.draft([keys(1)])
    await learner.reload()
    await learner.getByText('Source being changed').first().waitFor({ timeout: 60_000 })
    expect(await violations(learner)).toEqual([])
    await learner.goto(`${handrail.origin}/library/job-aid/hand-out-key`)
    await learner.getByText('Source not reviewed in time').waitFor()
    expect(await learner.getByText('Source being changed').count()).toBe(0)

    await author.goto(`${handrail.origin}/studio/changes`)
    await author.getByRole('link', { name: 'A key is lost' }).waitFor()
    expect(await author.getByRole('link', { name: 'Hand out a key' }).count()).toBe(0)
    expect(await violations(author)).toEqual([])
    await author.getByRole('link', { name: 'A key is lost' }).click()
    await author.locator('del', { hasText: '3' }).waitFor()
    await author.locator('ins', { hasText: '1' }).waitFor()
    expect(await violations(author)).toEqual([])
    await author.getByRole('button', { name: 'Still right as it is' }).click()
    await author.getByText('Version 2 is a draft and waits for its two signatures.').waitFor()
  })

  it('proposes tags, which an author confirms one by one', async () => {
    await handrail.draft([{ ...keys(3), id: 'refund-notes', body: { ...refundNotes() } }])
    await author.goto(`${handrail.origin}/studio/tags`)
    await author.getByText('Nothing has been looked through yet').waitFor()
    expect(await violations(author)).toEqual([])
    await author.getByRole('button', { name: 'Look through all documents' }).click()
    const yes = author.getByRole('button', { name: /^Yes, Notes on refunds is about/ }).first()
    await yes.waitFor({ timeout: 60_000 })
    expect(await violations(author)).toEqual([])
    await yes.click()
    await author
      .getByRole('status')
      .getByText(/Notes on refunds: version 2 carries the tag/)
      .waitFor()
  })

  it('stands on a phone without scrolling sideways', async () => {
    await author.setViewportSize({ width: 390, height: 844 })
    for (const path of ['freshness', 'changes', 'tags', 'changes/object?kind=job-aid&id=lost-key']) {
      await author.goto(`${handrail.origin}/studio/${path}`)
      await author.getByRole('heading', { level: 1 }).waitFor()
      await author.locator('main [aria-busy="true"]').waitFor({ state: 'detached' })
      expect(await author.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390)
      expect(await violations(author), path).toEqual([])
    }
  })
})

function refundNotes() {
  const content =
    '# Notes on refunds\n\nBefore a refund the agent checks the amount against the limit, asks the team lead above it, refunds to the card the customer paid with and writes the reason into the ticket.\n'
  const read = readDocument({ path: 'refund-notes.md', content, today })
  if (read.state === 'refused') throw new Error(read.reason)
  return read.body
}
