import type { Page } from 'playwright-core'
import { inTurn, open, type Walk } from '../walk.ts'

const at = (query: string) => open(`/adminer.php?username=shop&db=shop&${query}`)

async function begin(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/adminer.php`)
  await page.fill('input[name="auth[username]"]', 'shop')
  await page.fill('input[name="auth[password]"]', 'made-up-1')
  await page.fill('input[name="auth[db]"]', 'shop')
  await page.click('input[type=submit][value=Login]')
}

export const adminer: Walk = {
  tasks: {
    'correct-record': 'correct or add a record by hand',
    'new-table': 'make a table or change its columns',
    'take-copy': 'take a copy of data before a change',
    'load-file': 'load records from a file',
    'run-query': 'run an SQL statement safely',
    'link-tables': 'make one table refer to another',
  },
  begin,
  stops: [
    [null, at('')],
    [null, at('table=customer')],
    [null, at('select=customer')],
    ['correct-record', at('edit=customer&where%5Bid%5D=1')],
    ['correct-record', (page) => page.focus('input[name="fields[town]"]')],
    ['correct-record', at('edit=purchase')],
    ['correct-record', (page) => page.click('input[type=submit][value=Save]')],
    ['new-table', at('create=')],
    ['new-table', (page) => page.focus('input[name=name]')],
    ['new-table', at('create=customer')],
    ['new-table', (page) => page.focus('input[name="fields[1][field]"]')],
    ['new-table', (page) => page.click('input[type=submit][value=Save]')],
    ['take-copy', at('dump=')],
    ['take-copy', at('dump=customer')],
    ['take-copy', open('/adminer.php?username=shop&dump=')],
    ['load-file', at('import=')],
    ['load-file', (page) => page.click('input[type=submit][value=Execute]')],
    ['load-file', inTurn(at('select=customer'), (page) => page.click('a[href="#import"]'))],
    ['run-query', at('sql=')],
    ['run-query', at('sql=select%201')],
    ['run-query', (page) => page.click('input[type=submit][value=Execute]')],
    ['link-tables', at('foreign=purchase')],
    ['link-tables', (page) => page.click('input[type=submit][value=Save]')],
    ['link-tables', at('foreign=customer')],
    [null, at('indexes=customer')],
    [null, at('schema=')],
    [null, open('/adminer.php?username=shop&processlist=')],
    [null, open('/adminer.php?username=shop&variables=')],
    [null, open('/adminer.php?username=shop&status=')],
    [null, open('/adminer.php?username=shop')],
    [null, at('view=')],
    [null, at('procedure=')],
    [null, at('event=')],
    [null, open('/adminer.php')],
  ],
}
