import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { PairLine, PairRow } from '#core/consistency'
import { learner } from '../support/engine-states.ts'
import { mountApp } from '../support/mount-app.ts'

let close = () => {}
afterEach(() => close())

const idOf = (n: number) => n.toString(16).padStart(32, '0')
const long = 'a refund to a card is paid within thirty days of the return of the goods '
const lineOf = (n: number): PairLine => ({
  id: idOf(n),
  list: 'conflict',
  difference: 'duration',
  score: 0.99 - n / 30_000,
  isStrong: n < 40,
  a: { title: `Returns, chapter ${n}`, text: `Rule ${n}: ${long}` },
  b: { title: 'Desk manual', text: `Rule ${n}, otherwise: ${long}` },
  domains: ['refund-limits'],
  blocks: false,
  answer: null,
})
const side = (document: string, text: string, start: number): PairRow['a'] => ({
  document,
  title: `The manual called ${document}`,
  passage: 'limits.1',
  headings: ['Limits', 'Cards'],
  key: idOf(start),
  text,
  differs: { start, end: start + 7 },
})
const pairOf = (n: number, isStrong: boolean): PairRow => ({
  id: idOf(n),
  list: 'conflict',
  difference: 'duration',
  score: 0.9,
  isStrong,
  a: side('old', 'Refunds to a card are paid within 30 days of the return.', 34),
  b: side('new', 'Refunds to a card are paid within 14 days of the return.', 34),
  domains: ['refund-limits'],
  foundAt: '2026-11-20T08:00:00.000Z',
  blocks: false,
  answered: null,
})
const state = {
  compared: 10_000,
  waiting: 3,
  running: null,
  withoutMeaning: null,
  notCompared: [],
  open: { conflict: 10_000, modal: 0, duplicate: 0, strong: 40 },
  blocked: [],
}

/** The app of somebody with these roles, on a server with ten thousand pairs; what it was asked, in turn. */
async function open(path: string, roles: readonly ('author' | 'sme')[], width = 1280) {
  await page.viewport(width, 800)
  const asked: string[] = []
  const pairs = Array.from({ length: 10_000 }, (_, n) => lineOf(n))
  const app = await mountApp(path, {
    me: async () => ({ ...learner, roles: [...roles] }),
    studio: async ({ method, path }) => {
      asked.push(`${method} ${path}`)
      if (path.endsWith('/next')) return { id: idOf(2) }
      if (path.endsWith('/answer'))
        return {
          ...pairOf(1, true),
          answered: { version: 1, answer: { answer: 'not-one' }, person: 'sam', at: '2026-11-20T08:00:00.000Z' },
        }
      if (path === '/v1/studio/pairs') return { state, pairs, left: 2000 }
      return pairOf(path.endsWith(idOf(2)) ? 2 : 1, true)
    },
  })
  close = app.close
  return { asked, router: app.router }
}

test.each([1280, 390])('ten thousand pairs are a list of which few rows exist, %d pixels wide', async (width) => {
  await open('/studio/pairs', ['sme'], width)
  await expect.element(page.getByRole('link', { name: /^Rule 0: / })).toBeVisible()
  await expect.element(page.getByText('40 to look at before the next release')).toBeVisible()
  expect(document.querySelectorAll('[role=rowgroup] > [role=row]').length).toBeLessThan(60)
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width)
  await expect.element(page.getByText('2000 less sure pairs not shown')).toBeInTheDocument()
})

test('an answer leads to the next pair without the list', async () => {
  const { asked, router } = await open(`/studio/pairs/${idOf(1)}`, ['sme'])
  await page.getByRole('button', { name: 'Neither' }).click()
  await expect.poll(() => router.currentRoute.value.path).toBe(`/studio/pairs/${idOf(2)}`)
  expect(asked.filter((each) => each.includes('/pairs'))).toEqual([
    `GET /v1/studio/pairs/${idOf(1)}`,
    `POST /v1/studio/pairs/${idOf(1)}/answer`,
    `GET /v1/studio/pairs/${idOf(1)}/next`,
    `GET /v1/studio/pairs/${idOf(2)}`,
  ])
})

test('an author may confirm what holds up a release, and is told who puts it aside', async () => {
  await open(`/studio/pairs/${idOf(1)}`, ['author'], 390)
  await expect.element(page.getByText('only an SME or L&D reviewer can put it aside')).toBeVisible()
  await expect.element(page.getByRole('button', { name: /^Conflict/ })).toBeEnabled()
  await expect.element(page.getByRole('button', { name: /^Neither/ })).toBeDisabled()
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390)
})
