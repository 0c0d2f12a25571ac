import type { Page } from 'playwright-core'
import type { ToolName } from './index.ts'

/** A place in a tool where a guide could point at things. */
export interface ToolPlace {
  tool: ToolName
  name: string
  /** from a freshly loaded page */
  go(page: Page): Promise<unknown>
  /** name -> selector; the first visible one */
  targets: Readonly<Record<string, string>>
}

export const toolPlaces: readonly ToolPlace[] = [
  {
    tool: 'tiddlywiki',
    name: 'two entries',
    go: (page) => page.waitForSelector('.tc-tiddler-frame'),
    targets: {
      'edit the first': '.tc-tiddler-frame button[class*="Buttons%2Fedit"]',
      'close the first': '.tc-tiddler-frame button[class*="Buttons%2Fclose"]',
      'new entry': '.tc-page-controls button[class*="new-tiddler"]',
      search: '.tc-search input',
      'recent tab': '.tc-sidebar-tabs-main .tc-tab-buttons button:nth-of-type(2)',
      'more tab': '.tc-sidebar-tabs-main .tc-tab-buttons button:nth-of-type(4)',
      'link in the text': '.tc-tiddler-body a.tc-tiddlylink',
    },
  },
  {
    tool: 'tiddlywiki',
    name: 'editing',
    async go(page) {
      await page.click('.tc-tiddler-frame button[class*="Buttons%2Fedit"]')
      await page.waitForSelector('.tc-tiddler-edit-frame')
    },
    targets: {
      save: '.tc-tiddler-edit-frame button[class*="Buttons%2Fsave"]',
      cancel: '.tc-tiddler-edit-frame button[class*="Buttons%2Fcancel"]',
      delete: '.tc-tiddler-edit-frame button[class*="Buttons%2Fdelete"]',
      'tag name': '.tc-edit-add-tag input',
      'new entry': '.tc-page-controls button[class*="new-tiddler"]',
    },
  },
  {
    tool: 'node-red',
    name: 'two flows',
    go: async (page) => {
      await page.waitForSelector('#n1')
      await page.waitForSelector('.red-ui-palette-node')
    },
    targets: {
      deploy: '#red-ui-header-button-deploy',
      menu: '#red-ui-header-button-sidemenu',
      'second flow': '#red-ui-workspace-tabs li:nth-child(2) a',
      'filter nodes': '#red-ui-palette-search input',
      'zoom in': '#red-ui-view-zoom-in',
      'add flow': '.red-ui-tab-button a',
      'list of flows': '.red-ui-tab-button-right a, #red-ui-workspace-tabs-menu a',
    },
  },
  {
    tool: 'node-red',
    name: 'a timer',
    async go(page) {
      await page.waitForSelector('#n1')
      await page.dblclick('#n1')
      await page.waitForSelector('#node-input-name')
    },
    targets: {
      done: '#node-dialog-ok',
      cancel: '#node-dialog-cancel',
      delete: '#node-dialog-delete',
      name: '#node-input-name',
      repeat: '#inject-time-type-select',
    },
  },
  {
    tool: 'maildev',
    name: 'a mail',
    async go(page) {
      await page.click('.email-list a:has-text("Your order")')
      await page.waitForSelector('.email-toolbar')
    },
    targets: {
      'another mail': '.email-list li:nth-child(2) a',
      'delete all': 'a[title="Delete all emails"]',
      refresh: 'a[title="Refresh emails"]',
      search: '.search-input',
      relay: '.email-toolbar > li:nth-child(4) a',
      delete: '.email-toolbar > li:last-child a',
    },
  },
]
