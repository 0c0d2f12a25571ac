import type { Page } from 'playwright-core'
import { inTurn, open, type Walk } from '../walk.ts'

const sidebar = (label: string) => (page: Page) =>
  page.click(`.tc-sidebar-tabs-main > .tc-tab-buttons button:has-text("${label}")`)
const more = (label: string) => async (page: Page) => {
  await sidebar('More')(page)
  await page.click(`.tc-more-sidebar .tc-tab-buttons button:has-text("${label}")`)
}
const show = (title: string) => async (page: Page, origin: string) => {
  await page.goto(`${origin}/#${encodeURIComponent(title)}`)
  await page.reload()
  await page.waitForSelector('.tc-tiddler-frame')
}
const panel =
  (...tabs: string[]) =>
  async (page: Page, origin: string) => {
    await show('$:/ControlPanel')(page, origin)
    for (const tab of tabs) await page.click(`.tc-tiddler-frame .tc-tab-buttons button:text-is("${tab}")`)
  }
const edit = (title: string) => async (page: Page, origin: string) => {
  await show(title)(page, origin)
  await page.click('.tc-tiddler-frame button[class*="Buttons%2Fedit"]')
}

export const tiddlywiki: Walk = {
  tasks: {
    'write-entry': 'write a new entry',
    'change-entry': 'change an entry',
    'delete-entry': 'take an entry out',
    'tag-entries': 'keep tags in order',
    'import-entries': 'bring entries in from files',
    'export-entries': 'give entries out as a file',
    'find-entries': 'find an entry that is somewhere',
  },
  begin: async (page, origin) => {
    page.on('dialog', (dialog) => void dialog.accept())
    await open('/')(page, origin)
    await page.waitForSelector('.tc-tiddler-frame')
  },
  stops: [
    [null, async () => {}],
    [null, show('Opening the shop')],
    [null, show('Cash float')],
    ['write-entry', async (page) => page.click('button[aria-label="new tiddler"]')],
    ['write-entry', (page) => page.focus('.tc-tiddler-edit-frame input[type=text] >> nth=0')],
    ['write-entry', inTurn(sidebar('Tools'), (page) => page.click('button:has-text("new journal")'))],
    ['change-entry', edit('Cash float')],
    ['change-entry', (page) => page.click('.tc-edit-add-tag input')],
    ['change-entry', edit('Delivery checklist')],
    ['delete-entry', (page) => page.focus('.tc-tiddler-edit-frame button[class*="Buttons%2Fdelete"]')],
    ['delete-entry', edit('Rota for week 48')],
    ['tag-entries', show('$:/TagManager')],
    ['tag-entries', more('Tags')],
    [
      'import-entries',
      async (page, origin) => {
        await open('/')(page, origin)
        await sidebar('Tools')(page)
        await page.setInputFiles('input[type=file]', {
          name: 'notes.txt',
          mimeType: 'text/plain',
          buffer: Buffer.from('Lamps are dusted on Fridays.'),
        })
      },
    ],
    ['import-entries', (page) => page.click('.tc-tiddler-frame button:has-text("Import"), .tc-import-table')],
    [
      'export-entries',
      async (page, origin) => {
        await open('/')(page, origin)
        await sidebar('Tools')(page)
        await page.click('button:has-text("export all")')
      },
    ],
    ['find-entries', show('$:/AdvancedSearch')],
    ['find-entries', (page) => page.click('.tc-tiddler-frame .tc-tab-buttons button:text-is("Filter")')],
    ['find-entries', (page) => page.click('.tc-tiddler-frame .tc-tab-buttons button:text-is("Shadows")')],
    ['find-entries', inTurn(open('/'), (page) => page.fill('.tc-search input', 'float'))],
    [null, inTurn(open('/'), sidebar('Recent'))],
    [null, more('Missing')],
    [null, more('Orphans')],
    [null, more('System')],
    [null, panel()],
    [null, panel('Appearance')],
    [null, panel('Appearance', 'Theme')],
    [null, panel('Appearance', 'Palette')],
    [null, panel('Settings')],
    [null, panel('Plugins')],
    [null, panel('Keyboard Shortcuts')],
    [null, show('$:/palettes/Vanilla')],
    [null, show('No such entry')],
  ],
}
