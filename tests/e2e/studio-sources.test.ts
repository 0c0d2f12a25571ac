import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { violations } from '../support/axe.ts'
import { commandLine } from '../support/command-line.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'
import { limitsXlsx, refundsDocx, travelPdf } from '../support/office-files.ts'

let handrail: Handrail
const folder = mkdtempSync(join(tmpdir(), 'handrail-e2e-sources-'))
beforeAll(async () => {
  handrail = await startHandrail()
})
afterAll(async () => {
  await handrail?.stop()
  rmSync(folder, { recursive: true, force: true })
})

it('an author imports files of every kind, fills what they lack, and an expert settles a question', async () => {
  const { page } = await handrail.launchPwa({ person: 'amira', device: 'Desktop Chrome' })
  await page.goto(`${handrail.origin}/studio`)
  await page.getByRole('link', { name: /Source documents/ }).click()
  await page.getByRole('heading', { name: 'Source documents', level: 1 }).waitFor()

  await page.getByRole('button', { name: 'Import files' }).click()
  await page.locator('input[type=file]').setInputFiles([
    { name: 'By hand.docx', mimeType: '', buffer: Buffer.from(await refundsDocx()) },
    { name: 'travel.pdf', mimeType: '', buffer: Buffer.from(await travelPdf()) },
    { name: 'rates.xlsx', mimeType: '', buffer: Buffer.from(limitsXlsx()) },
    { name: 'help.html', mimeType: '', buffer: Buffer.from('<h1>Help desk hours</h1><p>From 8 to 18.</p>') },
    { name: 'broken.pdf', mimeType: '', buffer: Buffer.from('no pdf') },
    { name: 'help.html', mimeType: '', buffer: Buffer.from('<h1>From another folder</h1><p>Never.</p>') },
  ])
  await page.getByText('4 taken, 0 unchanged, 2 refused').waitFor()
  expect(await page.getByRole('dialog').innerText()).toMatch(
    /broken\.pdf[\s\S]*not a whole PDF[\s\S]*help\.html[\s\S]*has this name/,
  )
  await page.getByRole('button', { name: 'Close' }).click()

  await page.getByLabel('State').selectOption('incomplete')
  await page.getByLabel('Search this table').fill('help desk hours')
  await page.getByRole('button', { name: 'Choose all 1' }).waitFor()
  await page.getByLabel('Search this table').fill('')
  await page.getByRole('button', { name: 'Choose all 4' }).click()
  await page.getByRole('button', { name: 'Fill fields' }).click()
  for (const [label, value] of [
    ['Owner', 'Finance'],
    ['Scope', 'Everybody who travels'],
    ['Version date', '2026-02-01'],
    ['Review by', '2027-02-01'],
  ] as const)
    await page.getByRole('dialog').getByLabel(label, { exact: true }).fill(value)
  for (const [label, value] of [
    ['Add to roles', 'service-desk-agent'],
    ['Add to competencies', 'refund-limits, handle-refund'],
  ] as const) {
    await page.getByRole('dialog').getByLabel(label).fill(value)
    await page.getByRole('dialog').getByLabel(label).press('Enter')
  }
  await page.getByRole('button', { name: 'Fill', exact: true }).click()
  await page.getByText('4 saved.').waitFor()
  await page.getByRole('button', { name: 'Close' }).click()
  await page.getByText('No document is like that').waitFor()
  await page.getByLabel('State').selectOption('')
  await page.getByLabel('Competency').selectOption('handle-refund')
  await page.getByRole('link', { name: 'Refunds by hand' }).waitFor()
  expect(await violations(page)).toEqual([])

  await page.getByRole('link', { name: 'Refunds by hand' }).click()
  await page.getByText('It has all seven fields.').waitFor()
  await page.getByText('Up to 50 without asking.').waitFor()
  await page.getByLabel('Owner').fill('Head of Finance')
  await page.getByLabel('Owner').press('Tab')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved as version 3').waitFor()
  await page.getByRole('button', { name: 'Ask for an expert’s look' }).click()
  await page.getByLabel('What should an expert look at?').fill('Is the limit still 50?')
  await page.getByRole('button', { name: 'Ask', exact: true }).click()
  await page.getByText('An SME settles it.').waitFor()
  expect(await violations(page)).toEqual([])

  const sme = await handrail.launchPwa({ person: 'sam' })
  await sme.page.goto(`${handrail.origin}/studio/sources?state=flagged`)
  await sme.page.getByRole('link', { name: 'Refunds by hand' }).click()
  await sme.page.getByLabel('What did you find?').fill('Yes, since May.')
  await sme.page.getByRole('button', { name: 'Settle' }).click()
  await sme.page.getByText('Yes, since May.').waitFor()
  expect(await violations(sme.page)).toEqual([])
})

it('a folder is read from the command line, and the screen says what came of it', async () => {
  writeFileSync(join(folder, 'hours.md'), '# Opening hours\n\nFrom 8 to 18.')
  writeFileSync(join(folder, 'gone.md'), '# Old rule\n\nAsk twice.')
  const run = commandLine(handrail.folder)
  const added = await run('sources', 'add', folder, '--as', 'amira', '--title', 'Shop floor', '--json')
  expect(added.exit).toBe(0)
  expect((await run('sources', 'check', '--as', 'amira')).out).toMatch(/2 new, 0 changed, 0 the same, 0 refused/)
  unlinkSync(join(folder, 'gone.md'))
  writeFileSync(join(folder, 'bad.docx'), 'x')

  const { page } = await handrail.launchPwa({ person: 'amira' })
  await page.goto(`${handrail.origin}/studio/sources/places`)
  await page.getByRole('button', { name: 'Read again' }).click()
  await page.getByText('1 refused').waitFor()
  await page.getByText('1 gone').waitFor()
  await page.getByText('What was not taken').click()
  await page.getByText('not a whole Office file; save it again').waitFor()
  await page.getByText('Its document stays until somebody retires it.').waitFor()
  expect(await violations(page)).toEqual([])
})
