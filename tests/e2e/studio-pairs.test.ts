import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isTooWide, violations } from '../support/axe.ts'
import { commandLine } from '../support/command-line.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

const files = mkdtempSync(join(tmpdir(), 'handrail-pairs-'))
let handrail: Handrail
let run: ReturnType<typeof commandLine>
let page: Page

beforeAll(async () => {
  handrail = await startHandrail()
  run = commandLine(handrail.folder)
  const { page: opened } = await handrail.launchPwa({ person: 'lena' })
  page = opened
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
})
afterAll(async () => {
  rmSync(files, { recursive: true, force: true })
  await handrail?.stop()
})

const fields = (title: string) =>
  `---\ntitle: ${title}\nscope: Returns\nversion-date: 2026-01-05\nowner: Head of Returns\nreview-by: 2027-01-05\nroles: [service-desk-agent]\ncompetencies: [parcel-returns]\n---\n\n`

/** The screen as it stands, on a phone and on a desk, light and dark. */
async function faults(): Promise<string[]> {
  const found: string[] = []
  for (const width of [390, 1280])
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      found.push(...(await violations(page)).map((each) => `${width} ${colorScheme} ${each}`))
      if (await isTooWide(page)) found.push(`${width}: too wide`)
    }
  return found
}

it('asks about two passages, blocks their domain, and settles it by the owner’s word', async () => {
  await page.goto(`${handrail.origin}/studio/pairs`)
  await page.getByText('Nothing was compared yet').waitFor()
  mkdirSync(join(files, 'returns'), { recursive: true })
  const rule = (days: number) =>
    `The customer is paid back within ${days} days after the parcel has arrived at the depot.\n`
  writeFileSync(join(files, 'returns/old.md'), fields('Parcel returns 2024') + rule(30))
  writeFileSync(join(files, 'returns/new.md'), fields('Parcel returns') + rule(14))
  const imported = await run('import', 'documents', files, '--as', 'amira')
  // what takes longer than a second says on stderr how far it is
  expect(imported, imported.err).toMatchObject({ exit: 0 })

  await page.getByRole('button', { name: /^Compare/ }).click()
  await page.getByText(/1 new pair\./).waitFor({ timeout: 30_000 })
  await page.getByRole('link', { name: /The customer is paid back within/ }).waitFor()
  expect(await faults()).toEqual([])
  await page.getByRole('link', { name: /The customer is paid back within/ }).click()
  await page.getByRole('heading', { name: 'What are these two?' }).waitFor()
  expect((await page.locator('mark').allInnerTexts()).sort()).toEqual(['14 days', '30 days'])
  expect(await faults()).toEqual([])

  await page.getByRole('button', { name: /^Conflict/ }).click()
  await page.getByRole('heading', { name: 'The owner’s decision' }).waitFor()
  expect((await run('pairs', 'list')).out).toMatch(/Blocked: parcel-returns: .*contradict each other/)
  await page.getByRole('button', { name: 'Settle it' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByRole('button', { name: 'The first holds' }).click()
  await page.getByLabel('Owner (person id)').fill('amira')
  await page.getByLabel('Reason').fill('The card company needs that long.')
  expect(await faults()).toEqual([])
  await page.getByRole('button', { name: 'Settle it' }).click()
  await page.getByText(/^Settled, said lena/).waitFor()
  await page.getByText('The card company needs that long.').waitFor()
  expect((await run('pairs', 'list')).out).not.toMatch(/Blocked/)
})
