import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { effectScope } from 'vue'
import { useSearch } from '#core/ui'
import type { Engine, SearchAnswer, SearchRequest } from '../../core/engine-api.ts'
import { aids, hits } from '../support/engine-states.ts'
import { mountApp } from '../support/mount-app.ts'

let close = () => {}
beforeEach(() => page.viewport(1280, 800))
afterEach(() => close())
async function show(over: Partial<Engine> = {}, path = '/library') {
  const app = await mountApp(path, over)
  close = app.close
  return app
}
const box = page.getByRole('searchbox', { name: 'Search' })
const found = (...list: typeof hits): SearchAnswer => ({ state: 'found', hits: list, by: 'words' })
const hit = (title: string) => page.getByRole('link', { name: new RegExp(title) })
const focused = () => document.activeElement?.textContent ?? ''

test('every letter asks, in the box’s name, and the words asked for are marked', async () => {
  const search = vi.fn(async (_: SearchRequest) => found(...hits))
  await show({ search })
  await userEvent.type(box, 'ref')
  await expect.element(hit('Who approves a refund')).toBeVisible()
  const byWords = search.mock.calls.flatMap(([request]) => (request.by ? [request.text] : []))
  expect(byWords).toEqual(['r', 're', 'ref'])
  expect(search.mock.lastCall?.[0]).toMatchObject({ box: 'library', typing: true, limit: 10, where: {} })
  expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['refund', 'refund'])
  await expect.element(page.getByText('2 results').first()).toBeVisible()
})

test('words answer each letter; meaning joins once the typing rests, and the focus stays on its result', async () => {
  const search = vi.fn(async ({ by }: SearchRequest): Promise<SearchAnswer> => {
    if (by) return found(...hits)
    await letMeaningJoin
    return { ...found(...hits.toReversed()), by: 'words-and-meaning' }
  })
  let join = () => {}
  const letMeaningJoin = new Promise<void>((resolve) => {
    join = resolve
  })
  await show({ search })
  await userEvent.type(box, 'refund')
  await expect.element(page.getByText('2 results').first()).toBeVisible()
  for (let at = 0; at < 2; at++) await userEvent.keyboard('{ArrowDown}')
  expect(focused()).toContain('Before you refund')
  await vi.waitFor(() => expect(search.mock.lastCall?.[0]).toMatchObject({ text: 'refund', typing: true }))
  await vi.waitFor(() => expect(search.mock.lastCall?.[0]).not.toHaveProperty('by'))
  join()
  const first = () => document.querySelector('[data-hit]')?.textContent
  await vi.waitFor(() => expect(first()).toContain('Before you refund'))
  expect(focused()).toContain('Before you refund')
})

test('that no word finds anything is not said while meaning may', async () => {
  const shown: string[] = []
  await show({
    search: async ({ by }) => {
      shown.push(document.body.textContent ?? '')
      if (by) return { state: 'nothing-fits', hits: hits.slice(0, 1), by: 'words' }
      await new Promise((resolve) => setTimeout(resolve, 100))
      shown.push(document.body.textContent ?? '')
      return found(...hits)
    },
  })
  await userEvent.type(box, 'money back')
  await expect.element(hit('Who approves a refund')).toBeVisible()
  expect(shown.some((text) => text.includes('Nothing approved fits'))).toBe(false)
})

test('changes that come faster than answers do not keep the answer away', async () => {
  const scope = effectScope()
  let asked = 0
  const box = scope.run(() =>
    useSearch(
      {
        search: async () => {
          asked++
          await new Promise((resolve) => setTimeout(resolve, 30))
          return found(...hits)
        },
        searchEnded: async () => undefined,
      },
      { box: 'any', limit: 3, sayIt: () => '' },
      { text: 'refund' },
    ),
  )
  const changes = setInterval(() => box?.again(), 5)
  await vi.waitFor(() => expect(box?.answer.value?.state).toBe('found')).finally(() => clearInterval(changes))
  expect(asked).toBeLessThan(20)
  scope.stop()
})

test('what was found stays until the newer answer is there, and an older answer never replaces it', async () => {
  const answers = new Map<string, (answer: SearchAnswer) => void>()
  await show({ search: ({ text }) => new Promise((resolve) => answers.set(text, resolve)) })
  await userEvent.type(box, 'a')
  await vi.waitFor(() => expect(answers.has('a')).toBe(true))
  answers.get('a')?.(found(hits[0]!))
  await expect.element(hit('Who approves a refund')).toBeVisible()
  await userEvent.type(box, 'b')
  await userEvent.type(box, 'c')
  await vi.waitFor(() => expect(answers.has('abc')).toBe(true))
  answers.get('ab')?.({ state: 'superseded', hits: [], by: 'words' })
  await expect.element(hit('Who approves a refund')).toBeVisible()
  answers.get('abc')?.(found(hits[1]!))
  await expect.element(page.getByText('1 result', { exact: true }).first()).toBeVisible()
  answers.get('ab')?.(found(hits[0]!))
  await expect.element(hit('Who approves a refund')).not.toBeInTheDocument()
})

test('arrows walk the results, Enter opens, and the way back leads to the same place', async () => {
  const { router } = await show()
  await userEvent.type(box, 'refund')
  await expect.element(page.getByText('2 results').first()).toBeVisible()
  await userEvent.keyboard('{ArrowDown}')
  expect(focused()).toContain('Who approves a refund')
  await userEvent.keyboard('{ArrowDown}{ArrowDown}')
  expect(focused()).toContain('Before you refund')
  await userEvent.keyboard('{ArrowUp}{ArrowUp}')
  await expect.element(box).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}')
  await expect.element(page.getByRole('button', { name: 'Helpful', exact: true })).toBeVisible()
  router.back()
  await expect.element(box).toHaveValue('refund')
  await vi.waitFor(() => expect(focused()).toContain('Before you refund'))
})

test('Escape leads back to the box and then empties it; typing on a result goes on in the box', async () => {
  await show()
  await userEvent.type(box, 'refund')
  await expect.element(page.getByText('2 results').first()).toBeVisible()
  await userEvent.keyboard('{ArrowDown}s')
  await expect.element(box).toHaveValue('refunds')
  await userEvent.keyboard('{ArrowDown}{Escape}')
  await expect.element(box).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(box).toHaveValue('')
  await expect.element(hit('Hand over a ticket')).toBeVisible()
})

test('a short library lists each aid once; a long one has suggestions on top', async () => {
  await show()
  await expect.element(hit('Who approves a refund')).toBeVisible()
  const keys = () => [...document.querySelectorAll<HTMLElement>('[data-hit]')].map((each) => each.dataset.key)
  expect(keys()).toEqual([...new Set(keys())])
  expect(document.body.textContent).not.toContain('Good to have at hand')
  close()
  const many = Array.from({ length: 9 }, (_, n) => ({ ...aids[0]!, id: `aid-${n}` }))
  await show({ aids: async () => many })
  await expect.element(page.getByRole('heading', { name: 'Good to have at hand' })).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'Opened lately' })).toBeVisible()
})

test('the cross that clears text from right to left keeps clear of the sign', async () => {
  await page.viewport(390, 800)
  await show()
  await userEvent.fill(box, 'استرداد المال')
  const field = box.element()
  const sign = field.parentElement?.querySelector('svg')?.getBoundingClientRect()
  expect(field.matches(':dir(rtl)')).toBe(true)
  const inside = field.getBoundingClientRect().left + Number.parseFloat(getComputedStyle(field).paddingLeft)
  expect(sign?.right).toBeLessThan(inside)
})

test('the example leaves with the first letter, and what stands under it stays', async () => {
  await show()
  const hint = page.getByText('For example: money back after 60 days')
  await expect.element(hint).toBeVisible()
  const height = () => document.querySelector('#library-hint')?.getBoundingClientRect().height
  const before = height()
  await userEvent.type(box, 'r')
  await expect.element(hint).not.toBeInTheDocument()
  expect(height()).toBe(before)
})

test('reasons take two lines at most on a narrow screen, and stand before the passage', async () => {
  await page.viewport(390, 800)
  const why = Array.from({ length: 5 }, (_, n) => `text says “who approves a refund over fifty pounds ${n}”`)
  await show({ search: async () => found({ ...hits[0]!, why }) })
  await userEvent.type(box, 'refund')
  await expect.element(page.getByText('Found because')).toBeVisible()
  const reason = document.querySelector('[data-hit] .line-clamp-2') ?? document.body
  const { height, top } = reason.getBoundingClientRect()
  expect(height).toBeLessThan(2.2 * Number.parseFloat(getComputedStyle(reason).lineHeight))
  const passage = document.querySelector('[data-hit] .line-clamp-3')?.getBoundingClientRect()
  expect(passage?.top).toBeGreaterThan(top)
})

test('a slash or Ctrl-K leads to the box from another screen, and a slash in a field is a slash', async () => {
  await show({}, '/record')
  await expect.element(page.getByRole('heading', { name: 'My record' })).toBeVisible()
  await userEvent.keyboard('/')
  await expect.element(box).toHaveFocus()
  await userEvent.keyboard('a/b')
  await expect.element(box).toHaveValue('a/b')
  document.body.focus()
  await userEvent.keyboard('{Control>}k{/Control}')
  await expect.element(box).toHaveFocus()
})

test('that nothing fits is said, with the nearest under it', async () => {
  await show({ search: async () => ({ state: 'nothing-fits', hits: hits.slice(0, 1), by: 'words' }) })
  await userEvent.type(box, 'parking')
  await expect.element(page.getByText('Nothing approved fits that').first()).toBeVisible()
  await expect.element(page.getByRole('heading', { name: 'These come closest' })).toBeVisible()
  await expect.element(hit('Who approves a refund')).toBeVisible()
})

test('the number of results is read out once the typing rests', async () => {
  await show()
  await userEvent.type(box, 'refund')
  const status = [...document.querySelectorAll('[role=status]')].find((each) => each.className === 'sr-only')
  expect(status?.textContent).toBe('')
  await vi.waitFor(() => expect(status?.textContent).toBe('2 results'), { timeout: 3_000 })
})

test('the engine hears what was asked once: after a rest, or with what was opened', async () => {
  const searchEnded = vi.fn(async () => undefined)
  await show({ searchEnded })
  await userEvent.type(box, 'refund')
  expect(searchEnded).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(searchEnded.mock.calls).toEqual([['refund']]), { timeout: 4_000 })
  await userEvent.type(box, 's')
  await expect.element(page.getByText('2 results').first()).toBeVisible()
  await hit('Who approves a refund').click()
  await vi.waitFor(() => expect(searchEnded).toHaveBeenCalledTimes(2))
  expect(searchEnded.mock.lastCall).toEqual(['refunds', { kind: 'job-aid', id: 'refund-approval' }])
})

test('a search is narrowed by kind and topic, and widened again', async () => {
  const search = vi.fn(
    async ({ where }: SearchRequest): Promise<SearchAnswer> =>
      where?.competencies ? { state: 'nothing-fits', hits: [], by: 'words' } : found(...hits),
  )
  await show({ search })
  await userEvent.type(box, 'refund')
  await page.getByRole('button', { name: 'Procedure' }).click()
  await vi.waitFor(() => expect(search.mock.lastCall?.[0].where).toEqual({ kinds: ['document'] }))
  await page.getByRole('combobox', { name: 'Topic' }).selectOptions('Identity')
  await expect.element(page.getByText('Nothing of the chosen kind or topic.')).toBeVisible()
  expect(search.mock.lastCall?.[0].where).toEqual({ kinds: ['document'], competencies: ['identity'] })
  await page.getByRole('button', { name: 'Search everything' }).click()
  await expect.element(hit('Who approves a refund')).toBeVisible()
  expect(search.mock.lastCall?.[0].where).toEqual({})
})

test('what is typed is text: markup of a title or a passage is shown, never read', async () => {
  const nasty = { ...hits[0]!, title: '<img src=x onerror=alert(1)>', titleMarks: [[0, 4] as [number, number]] }
  await show({ search: async () => found(nasty) })
  await userEvent.type(box, 'img')
  await vi.waitFor(() => expect(document.querySelector('[data-hit]')?.textContent).toContain('<img src=x onerror'))
  expect(document.querySelector('[data-hit] img')).toBeNull()
})
