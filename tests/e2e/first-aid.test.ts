import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, devices, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../sync/server.ts'
import { chromiumArgs, findChromium } from '../support/chromium.ts'
import { commandLine } from '../support/command-line.ts'
import { dataSet } from '../support/data-sets.ts'

const handbook = dataSet('18f-handbook')
const place = mkdtempSync(join(tmpdir(), 'handrail-first-aid-'))
const at = (name: string) => join(place, name)
const data = at('data')
const run = commandLine(data)
const AID = 'Set a password for a work service'
let server: RunningServer
let browser: Browser
let ada: Page
let sid: Page
let liv: Page
let leo: Page

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArgs })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
  rmSync(place, { recursive: true, force: true })
})

/** @returns what it said */
async function handrail(...args: string[]): Promise<string> {
  const { exit, out, err } = await run(...args)
  if (exit !== 0) throw new Error(`handrail ${args.join(' ')}: ${err}`)
  return out
}

/** Opens a person's link in a browser profile of their own. */
async function enrolled(person: string, device = 'Desktop Chrome'): Promise<Page> {
  const link = (await handrail('enrol', person)).trim()
  const page = await (await browser.newContext({ ...devices[device], reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(10_000)
  await page.goto(link)
  await page.getByRole('button', { name: 'Enrol this device' }).click()
  await page.getByRole('heading', { name: /^Welcome/ }).waitFor()
  await page.getByRole('button', { name: 'See what is next' }).click()
  return page
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const fill = (page: Page, label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text)
const saved = (page: Page, version: number) => page.getByText(`Saved as version ${version}`).waitFor()

/** The studio's home: the step that is next, and the way there. */
async function follow(page: Page, step: string, way: string): Promise<void> {
  await page.getByRole('link', { name: 'Studio', exact: true }).first().click()
  const next = page.getByRole('listitem').and(page.locator('[aria-current=step]'))
  await next.getByText(step).waitFor()
  await next.getByRole('link', { name: way, exact: true }).click()
}

async function statement(page: Page, name: string, [verb, object, condition, standard]: readonly string[]) {
  const group = page.getByRole('group', { name, exact: true })
  await group.getByLabel(/^Verb/).fill(verb ?? '')
  await group.getByLabel(/^Object/).fill(object ?? '')
  await group.getByLabel(/^Condition/).fill(condition ?? '')
  await group.getByLabel(/^Standard/).fill(standard ?? '')
  await group.getByText('It can be observed.').waitFor()
}

/** Looks at each that waits, then signs all with one signature. */
async function reviewAll(page: Page, criteria: readonly RegExp[], sign: RegExp): Promise<number> {
  await page.goto(`${server.origin}/review`)
  await page.getByRole('heading', { name: 'Waiting for signatures' }).waitFor()
  const lines = page.getByRole('region', { name: 'Waiting for signatures' }).getByRole('link')
  await lines.first().waitFor()
  const places = await lines.evaluateAll((links) => links.map((link) => link.getAttribute('href')))
  for (const href of places) {
    await page.locator(`a[href="${href}"]`).first().click()
    for (const name of criteria) await page.getByRole('checkbox', { name }).check()
    await press(page, 'Reviewed, sign with the others')
    await page.getByRole('link', { name: 'To what I have reviewed' }).click()
    await page.getByRole('heading', { name: 'Reviewed, not signed yet' }).waitFor()
  }
  await page.getByRole('checkbox', { name: /^I sign exactly the bytes/ }).check()
  await page.getByRole('button', { name: sign }).click()
  await page.getByText(`Signed ${places.length}.`).waitFor()
  return places.length
}

describe.runIf(handbook)('from an empty server to an aid of one’s own', () => {
  it('is made with three root holders, and opened by four people', async () => {
    const people = [
      { id: 'ada', name: 'Ada Author', roles: ['author'] },
      { id: 'sid', name: 'Sid Expert', roles: ['sme'] },
      { id: 'liv', name: 'Liv Learning', roles: ['ld'] },
      { id: 'leo', name: 'Leo Learner', roles: ['learner'] },
    ]
    writeFileSync(at('people.json'), JSON.stringify(people))
    for (const holder of ['rosa', 'rolf', 'rita']) {
      writeFileSync(at(`${holder}.pass`), `correct horse ${holder}`)
      const passphrase = ['--passphrase-file', at(`${holder}.pass`)]
      await handrail('trust', 'new-root', at(`${holder}.json`), '--person', holder, '--name', holder, ...passphrase)
    }
    const roots = ['rosa.json', 'rolf.json', 'rita.json'].map(at).join()
    const passphrases = ['rosa.pass', 'rolf.pass'].map(at).join()
    const organisation = ['--tenant', 'acme', '--people', at('people.json'), '--roots', roots]
    await handrail('init', ...organisation, '--passphrase-file', passphrases)
    server = await startServer({ folder: data, port: 0, log: () => {} })
    expect(await handrail('next')).toContain('open  1. An author')
    ada = await enrolled('ada')
    sid = await enrolled('sid')
    liv = await enrolled('liv')
  })

  it('has two keys that the root holders accept by their names', async () => {
    const names: string[] = []
    for (const page of [sid, liv]) {
      await follow(page, 'Both reviewers have a signing key', 'Make a key')
      await press(page, 'Make my signing key')
      await page.getByText(/^Your key waits/).waitFor()
      names.push((await page.getByText(/^Key (\S{4} ?){3}$/).innerText()).replace(/^Key /, ''))
    }
    await handrail('trust', 'propose', at('next.json'), '--accept', names.join())
    for (const holder of ['rosa', 'rita'])
      await handrail(
        ...['trust', 'sign', at('next.json'), '--key', at(`${holder}.json`), '--yes'],
        ...['--passphrase-file', at(`${holder}.pass`)],
      )
    await handrail('trust', 'publish', at('next.rosa.json'), at('next.rita.json'))
    for (const page of [sid, liv]) {
      await press(page, 'Check again')
      await page.getByText('Your key is trusted.').waitFor()
    }
  })

  it('gets a map, a document and hours', async () => {
    await follow(ada, 'A competency, and a role that needs it', 'To the map')
    await ada.getByRole('link', { name: 'New competency' }).click()
    await ada.getByLabel('Name', { exact: true }).first().fill('Keep passwords safe')
    await statement(ada, 'Statement', ['Sets', 'a password', 'for a work service', 'in five minutes, without help'])
    await ada.getByLabel('Name', { exact: true }).last().fill('Set a password')
    await statement(ada, 'Part 1', ['Chooses', 'a password', 'for a new account', 'within two minutes'])
    await fill(ada, 'Person', 'Sid Expert')
    await press(ada, 'Save')
    await ada.waitForURL(/\/framework\/keep-passwords-safe$/)
    await follow(ada, 'A competency, and a role that needs it', 'To the roles')
    await ada.getByRole('link', { name: 'New role profile' }).click()
    await fill(ada, 'Role', 'Engineer')
    await fill(ada, 'Owner', 'Sid Expert')
    await ada.getByLabel('Add a competency').selectOption('Keep passwords safe')
    await press(ada, 'Save')
    await ada.waitForURL(/\/roles\/engineer$/)

    await follow(ada, 'A source document is imported and signed', 'To the documents')
    await press(ada, 'Import files')
    await ada
      .getByLabel('Files', { exact: true })
      .setInputFiles(
        join(handbook ?? '', 'pages/pages/general-information-and-resources/tech-policies/password-requirements.md'),
      )
    await ada.getByText('1 taken, 0 unchanged, 0 refused').waitFor()
    await press(ada, 'Close')
    await ada.getByRole('checkbox', { name: /^Choose/ }).check()
    await press(ada, 'Fill fields')
    const dialog = ada.getByRole('dialog')
    for (const [label, value] of [
      ['Owner', 'Sid Expert'],
      ['Scope', 'Everybody with an account for work'],
      ['Version date', '2026-01-12'],
      ['Review by', '2027-12-01'],
    ] as const)
      await dialog.getByLabel(label, { exact: true }).fill(value)
    for (const [label, value] of [
      ['Add to roles', 'Engineer'],
      ['Add to competencies', 'Keep passwords safe'],
    ] as const) {
      await dialog.getByLabel(label).fill(value)
      await dialog.getByLabel(label).press('Enter')
    }
    await press(ada, 'Fill')
    await ada.getByText('1 saved.').waitFor()
    await press(ada, 'Close')

    await liv.getByRole('link', { name: 'Studio', exact: true }).first().click()
    await liv.getByRole('link', { name: 'Enter hours' }).click()
    await press(liv, 'Fill in: Reviewers with hours')
    await press(liv, 'Add a line')
    for (const [line, name] of [
      ['Line 1', 'Sid Expert'],
      ['Line 2', 'Liv Learning'],
    ] as const) {
      await liv.getByRole('group', { name: line }).getByRole('combobox').first().selectOption(name)
      await liv.getByRole('group', { name: line }).getByRole('spinbutton').fill('2')
    }
    await press(liv, 'Keep as evidence')
    await liv.getByText('4 hours a week').waitFor()
  })

  it('is written on a brief from what the document says', async () => {
    await reviewAll(sid, [/^Accuracy/], /^Sign \d+ as SME/)
    await reviewAll(liv, [/^Tone/, /^Compliance/], /^Sign \d+ as L&D reviewer/)
    await follow(ada, 'A brief: what the aid is for', 'Write a brief')
    await press(ada, 'Write a brief')
    await ada.getByRole('combobox', { name: 'Competency' }).selectOption('Keep passwords safe, all of it')
    await ada.getByRole('combobox', { name: 'Role' }).selectOption('Engineer')
    await ada.getByRole('textbox', { name: /^Where and when/ }).fill('You set up an account for work')
    await ada.getByRole('textbox', { name: /^What a person can do/ }).fill(AID)
    await ada.getByRole('combobox', { name: 'What is to be written' }).selectOption('Job aid: checklist')
    await ada.getByRole('checkbox', { name: 'Requirements for Passwords' }).check()
    await press(ada, 'Save')
    await saved(ada, 1)
    await press(ada, 'Draft from this brief')
    await press(ada, 'Open it in the editor')
    await fill(ada, 'Title', AID)
    await fill(ada, 'Look at it again by', '2027-06-01')
    await press(ada, 'Save')
    await ada.getByText('Being written').waitFor()
    await press(ada, 'Ready for review')
    await ada.getByText('It waits for review.').waitFor()
  })

  it('is signed by both, released, and on the learner’s phone with who says so', async () => {
    expect(await reviewAll(sid, [/^Accuracy/], /^Sign \d+ as SME/)).toBe(1)
    expect(await reviewAll(liv, [/^Tone/, /^Compliance/], /^Sign \d+ as L&D reviewer/)).toBe(1)
    await follow(liv, 'It is released', 'To the releases')
    await press(liv, 'Compose the next release')
    await liv.getByRole('link', { name: 'Look at it and sign' }).click({ timeout: 40_000 })
    await liv.getByRole('checkbox', { name: /^I sign exactly these bytes/ }).check()
    await press(liv, 'Sign the release')
    await liv.getByText('Signed and published.').waitFor()

    leo = await enrolled('leo', 'Pixel 7')
    await leo.getByRole('link', { name: 'Library' }).click()
    await leo.getByRole('link', { name: AID }).click()
    await leo.getByRole('heading', { level: 1, name: AID }).waitFor()
    await leo.getByText(/^Approved by .*Sid Expert/).waitFor()
    await expect.poll(() => handrail('next'), { timeout: 10_000 }).toContain('nothing is left to do')
    await ada.getByRole('link', { name: 'Studio', exact: true }).first().click()
    await ada.getByRole('heading', { name: 'Studio', level: 1 }).waitFor()
    await ada.getByText('The map of roles and competencies').waitFor()
    expect(await ada.getByRole('heading', { name: 'To your first aid' }).count()).toBe(0)
  })
})
