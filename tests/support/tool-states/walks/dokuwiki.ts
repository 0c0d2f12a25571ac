import type { Page } from 'playwright-core'
import { open, type Walk } from '../walk.ts'

async function begin(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/doku.php?do=login`)
  await page.fill('input[name=u]', 'ann')
  await page.fill('input[name=p]', 'made-up-1')
  await page.click('form#dw__login button[type=submit]')
  await page.goto(`${origin}/doku.php?id=shop:returns&do=edit`)
  await page.fill('#wiki__text', '====== Returns ======\n\nKeep the receipt and the order number.\n')
  await page.click('#edbtn__save')
}

export const dokuwiki: Walk = {
  tasks: {
    'change-page': 'change a page of the wiki',
    'new-page': 'begin a new page in the right place',
    'older-version': 'compare and bring back an older version',
    'add-file': 'put a picture or file on a page',
    'wiki-people': 'give people an account in the wiki',
    'who-may-read': 'decide who may read and change pages',
  },
  begin,
  stops: [
    [null, open('/doku.php?id=start')],
    [null, open('/doku.php?id=shop:opening')],
    ['change-page', open('/doku.php?id=shop:opening&do=edit')],
    ['change-page', (page) => page.focus('#edit__summary')],
    ['change-page', (page) => page.click('#edbtn__preview')],
    ['change-page', open('/doku.php?id=it:new_starter&do=edit')],
    ['new-page', open('/doku.php?id=shop:closing')],
    ['new-page', open('/doku.php?id=hr:holidays')],
    ['new-page', open('/doku.php?id=shop:closing&do=edit')],
    ['older-version', open('/doku.php?id=shop:returns&do=revisions')],
    ['older-version', open('/doku.php?id=shop:returns&do=diff')],
    ['older-version', open('/doku.php?id=shop:opening&do=revisions')],
    ['add-file', open('/doku.php?id=shop:opening&do=media&ns=shop')],
    ['add-file', open('/doku.php?do=media&ns=wiki&image=wiki:dokuwiki-128.png')],
    ['add-file', open('/lib/exe/mediamanager.php?ns=shop&edid=wiki__text')],
    ['add-file', open('/doku.php?id=start&do=media&tab_files=upload&ns=shop')],
    ['wiki-people', open('/doku.php?id=start&do=admin&page=usermanager')],
    ['wiki-people', (page) => page.focus('#add_userid')],
    ['wiki-people', (page) => page.click('button[name="fn[add]"]')],
    ['who-may-read', open('/doku.php?id=start&do=admin&page=acl')],
    ['who-may-read', open('/doku.php?id=start&do=admin&page=acl&current_ns=shop')],
    [null, open('/doku.php?id=start&do=recent')],
    [null, open('/doku.php?id=start&do=index')],
    [null, open('/doku.php?id=start&do=backlink')],
    [null, open('/doku.php?do=search&q=receipt')],
    [null, open('/doku.php?id=start&do=profile')],
    [null, open('/doku.php?id=start&do=admin')],
    [null, open('/doku.php?id=start&do=admin&page=config')],
    [null, open('/doku.php?id=start&do=admin&page=styling')],
    [null, open('/doku.php?id=start&do=admin&page=logviewer')],
    [null, open('/doku.php?id=wiki:syntax')],
  ],
}
