import type { Page } from 'playwright-core'
import { inTurn, open, type Walk } from '../walk.ts'

const mail = (subject: string) => async (page: Page, origin: string) => {
  await page.goto(origin)
  await page.click(`.email-list a:has-text("${subject}")`)
  await page.waitForSelector('.email-meta, .main-container h1')
}
const button = (text: string) => (page: Page) =>
  page.click(`a:visible:has-text("${text}"), button:visible:has-text("${text}")`)

export const maildev: Walk = {
  tasks: {
    'check-mail': 'check a mail before customers get it',
    'send-on': 'send a caught mail on to a real address',
    'clear-inbox': 'clear caught mails away',
    'keep-mail': 'keep a caught mail as a file',
  },
  begin: open('/'),
  stops: [
    [null, open('/')],
    ['check-mail', mail('Your order')],
    ['check-mail', (page) => page.click('.email-toolbar .dropdown-trigger >> nth=0')],
    ['check-mail', (page) => page.click('.email-toolbar a:has-text("Headers")')],
    ['check-mail', mail('Invoice')],
    ['check-mail', mail('Set a new password')],
    ['check-mail', mail('Winter lamps')],
    ['check-mail', inTurn(mail('Invoice'), (page) => page.click('.email-toolbar .dropdown-trigger >> nth=1'))],
    ['send-on', inTurn(mail('Your order'), button('Relay'))],
    ['send-on', inTurn(mail('Winter lamps'), button('Relay'))],
    ['keep-mail', inTurn(mail('Invoice'), (page) => page.focus('a:has-text("Download")'))],
    ['clear-inbox', inTurn(open('/'), (page) => page.focus('a[title*="Delete"]'))],
    ['clear-inbox', inTurn(mail('Winter lamps'), (page) => page.focus('.email-toolbar a:has-text("Delete")'))],
    [null, inTurn(open('/'), (page) => page.click('a[title="Additional configuration"]'))],
    [null, inTurn(open('/'), (page) => page.fill('.search-input', 'nothing here'))],
    [null, open('/#/email/unknown')],
    [null, open('/config')],
    [null, open('/healthz')],
  ],
}
