import type { Page } from 'playwright-core'
import { open, type Walk } from '../walk.ts'

const menu = (item: string) => async (page: Page) => {
  await close(page)
  await page.click('#red-ui-header-button-sidemenu')
  await page.click(`#${item}`)
}
const close = async (page: Page): Promise<void> => {
  for (const button of [
    '.red-ui-tray-toolbar button:visible >> text=/^(Cancel|Close)$/',
    '.ui-dialog:visible button >> text=/Cancel|Close/',
  ])
    await page.click(button, { timeout: 400 }).catch(() => {})
  await page.keyboard.press('Escape')
  await page.waitForTimeout(300)
}
const node = (id: string) => async (page: Page) => {
  await close(page)
  await page.dblclick(`#${id}`)
  await page.waitForSelector('.red-ui-tray')
}
const tab = (label: string) => async (page: Page) => {
  await close(page)
  await page.click(`#red-ui-workspace-tabs a:has-text("${label}")`)
}
const sidebar = (action: string) => async (page: Page) => {
  await close(page)
  await page.evaluate(
    (name) => (globalThis as unknown as { RED: { sidebar: { show(id: string): void } } }).RED.sidebar.show(name),
    action,
  )
}

export const nodeRed: Walk = {
  tasks: {
    'put-live': 'put a changed flow into service',
    'write-function': 'write the code of a function node',
    'set-timer': 'let a flow run at set times',
    'take-requests': 'let other programs call a flow',
    'bring-flows': 'bring flows in from a file or a colleague, or give them out',
    'find-error': 'find out what a flow does wrong',
    'add-nodes': 'install further kinds of nodes',
  },
  begin: async (page, origin) => {
    await page.goto(origin)
    await page.waitForSelector('#n1')
    await page.keyboard.press('Escape')
  },
  stops: [
    [null, async () => {}],
    [null, tab('Morning report')],
    [null, tab('Stock alerts')],
    ['set-timer', node('n1')],
    ['set-timer', (page) => page.focus('#node-input-name')],
    ['set-timer', (page) => page.selectOption('#inject-time-type-select', 'time')],
    ['write-function', node('n2')],
    ['write-function', (page) => page.click('a[title="On Start"], a:has-text("On Start")')],
    ['write-function', (page) => page.click('a:has-text("Setup")')],
    ['take-requests', node('n4')],
    ['take-requests', (page) => page.focus('#node-input-url')],
    ['take-requests', node('n5')],
    ['find-error', node('n3')],
    ['find-error', sidebar('debug')],
    ['find-error', async (page) => page.click('#red-ui-sidebar-debug-filter, #red-ui-sidebar-debug-filterAll')],
    ['bring-flows', menu('menu-item-import')],
    [
      'bring-flows',
      (page) =>
        page.click(
          '.red-ui-clipboard-dialog-box button:has-text("select a file"), #red-ui-clipboard-dialog-import-text',
        ),
    ],
    ['bring-flows', menu('menu-item-export')],
    ['bring-flows', (page) => page.click('a:has-text("JSON")')],
    ['add-nodes', menu('menu-item-edit-palette')],
    ['add-nodes', (page) => page.click('a:has-text("Install")')],
    [
      'put-live',
      async (page) => {
        await close(page)
        await page.dblclick('#n3')
        await page.fill('#node-input-name', 'low stock now')
        await page.click('#node-dialog-ok')
        await page.click('#red-ui-header-button-deploy-options')
      },
    ],
    [
      'put-live',
      async (page) => {
        await page.keyboard.press('Escape')
        await page.click('#red-ui-header-button-deploy')
      },
    ],
    [null, menu('menu-item-user-settings')],
    [null, (page) => page.click('a:has-text("Keyboard")')],
    [null, menu('menu-item-keyboard-shortcuts')],
    [null, menu('menu-item-search')],
    [null, menu('menu-item-workspace-add')],
    [null, sidebar('info')],
    [null, sidebar('help')],
    [null, sidebar('context')],
    [null, menu('menu-item-node-red-version')],
    [
      null,
      async (page) => {
        await close(page)
        await page.dblclick('#red-ui-workspace-tabs a:has-text("Stock alerts")')
      },
    ],
    [null, async (page, origin) => open('/nothing')(page, origin)],
  ],
}
