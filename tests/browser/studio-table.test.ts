import '../../pwa/style.css'
import { afterEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createApp, h } from 'vue'
import DataTable from '../../pwa/studio/DataTable.vue'
import { tableCsv } from '../../pwa/studio/table-rows.ts'
import { learner } from '../support/engine-states.ts'
import { mountApp } from '../support/mount-app.ts'

interface Row {
  id: number
  name: string
  score: number | null
}
const rows: Row[] = Array.from({ length: 10_000 }, (_, id) => ({
  id,
  name: id === 7777 ? 'Zoë Größe' : `Person ${id}`,
  score: id % 10 === 0 ? null : id,
}))
const columns = [
  { id: 'name', title: 'Name', value: ({ name }: Row) => name },
  { id: 'score', title: 'Score', numeric: true, value: ({ score }: Row) => score },
]
let close = () => {}
let found: readonly Row[] = []
afterEach(() => close())
async function show(width: number) {
  await page.viewport(width, 800)
  const root = document.createElement('div')
  document.body.replaceChildren(root)
  const app = createApp(() =>
    h(DataTable<Row>, {
      rows,
      columns,
      rowKey: ({ id }) => String(id),
      caption: 'People',
      onFound: (left) => {
        found = left
      },
    }),
  )
  app.mount(root)
  close = () => app.unmount()
}
const cells = () => [...document.querySelectorAll('[role=cell]')].map((cell) => cell.textContent?.trim())
const drawn = () => document.querySelectorAll('[role=rowgroup] > [role=row]').length

test('ten thousand rows are searched and sorted while few of them exist', async () => {
  await show(1280)
  await expect.element(page.getByText('10000 rows')).toBeVisible()
  expect(found).toHaveLength(10_000)
  expect(drawn()).toBeGreaterThan(5)
  expect(drawn()).toBeLessThan(60)
  await page.getByRole('button', { name: 'Score' }).click()
  await page.getByRole('button', { name: 'Score' }).click()
  await expect.element(page.getByRole('columnheader', { name: 'Score' })).toHaveAttribute('aria-sort', 'descending')
  expect(cells().slice(0, 2)).toEqual(['Person 9999', '9999'])
  await userEvent.type(page.getByRole('searchbox'), 'zoe grosse')
  await expect.element(page.getByText('Nothing matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the search' }).click()
  await userEvent.type(page.getByRole('searchbox'), 'ZOE')
  await expect.element(page.getByText('1 of 10000 rows')).toBeVisible()
  expect(cells()).toEqual(['Zoë Größe', '7777'])
  expect(found).toEqual([rows[7777]])
})

test('on a phone each row is a card with the names of its columns, and the end can be reached', async () => {
  await show(390)
  await expect.element(page.getByRole('cell', { name: 'Person 0' })).toBeVisible()
  expect(document.querySelectorAll('[role=columnheader]')).toHaveLength(0)
  expect(cells()[3]).toMatch(/Score\s*1/)
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390)
  scrollTo(0, document.body.scrollHeight)
  await expect.element(page.getByText('Person 9999')).toBeVisible()
  expect(drawn()).toBeLessThan(60)
})

test('its file holds every row that is shown, and no formula', () => {
  const csv = tableCsv([{ id: 1, name: '=1+1', score: -3 }, ...rows.slice(0, 2)], columns)
  expect(csv.split('\r\n').slice(0, 3)).toEqual(['Name,Score', "'=1+1,-3", 'Person 0,'])
})

test('the studio is not for learners, and asks the server for nothing', async () => {
  const studio = vi.fn(async () => ({}))
  const app = await mountApp('/studio', { me: async () => learner, studio })
  close = app.close
  const heading = page.getByRole('heading', { name: 'The studio is for authors, SMEs and L&D' })
  await expect.element(heading).toBeVisible()
  expect(studio).not.toHaveBeenCalled()
})
