import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { AppError } from '#core/base'
import type { Engine } from '../../core/engine-api.ts'
import * as states from '../support/engine-states.ts'
import { abstained, opened, remedial, right, turnOf } from '../support/engine-states.ts'
import { mountApp } from '../support/mount-app.ts'

const WORDS = 'I would look at the photo and then ask the team lead because eighty is above the limit'
let close = () => {}
beforeEach(async () => {
  localStorage.clear()
  await page.viewport(390, 844)
})
afterEach(() => close())

async function play(over: Partial<Engine> = {}) {
  const app = await mountApp('/attempt/attempt-1', over)
  close = app.close
  return app
}
const handIn = () => page.getByRole('button', { name: 'Hand in' }).click()
const answerFully = async () => {
  await page.getByRole('textbox').fill(WORDS)
  await page.getByText('Sure', { exact: true }).click()
}

test('a draft and the confidence survive a reload, and are gone once handed in', async () => {
  const first = await play()
  await answerFully()
  first.close()
  await play()
  await expect.element(page.getByRole('textbox')).toHaveValue(WORDS)
  await expect.element(page.getByRole('radio', { name: 'Sure' })).toBeChecked()
  await handIn()
  await expect.element(page.getByText('Partly there')).toBeVisible()
  expect(Object.keys(localStorage)).toEqual([])
})

test('nothing is handed in before it is answered and the confidence is said', async () => {
  const answer = vi.fn(async () => ({ outcome: right, next: remedial }))
  await play({ answer })
  await handIn()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Finish your answer first.')
  await page.getByRole('textbox').fill(WORDS)
  await handIn()
  await expect.element(page.getByRole('alert')).toHaveTextContent('Say how sure you are.')
  expect(answer).not.toHaveBeenCalled()
})

test('trying again after a fault and a reload uses the id of the first try; a changed answer gets its own', async () => {
  const ids: string[] = []
  const answer: Engine['answer'] = async (id) => {
    ids.push(id)
    throw new AppError('storage-full', 'No room left.')
  }
  const first = await play({ answer })
  await answerFully()
  await handIn()
  await expect.element(page.getByRole('alert')).toHaveTextContent('No room left.')
  first.close()
  await play({ answer })
  await handIn()
  await vi.waitFor(() => expect(ids).toHaveLength(2))
  expect(ids[1]).toBe(ids[0])
  await page.getByRole('textbox').fill(`${WORDS} today`)
  await handIn()
  await vi.waitFor(() => expect(ids).toHaveLength(3))
  expect(ids[2]).not.toBe(ids[0])
})

test('feedback names the criterion and quotes the learner, and listeners are taken to it', async () => {
  await play()
  await answerFully()
  await handIn()
  await expect.element(page.getByText('I would refund the 80 pounds at once')).toBeVisible()
  await expect.element(page.getByText('Missing', { exact: true })).toBeVisible()
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Partly there'))
})

test('an abstained answer is neither right nor wrong: a person will look', async () => {
  await play({ answer: async () => ({ outcome: abstained, next: turnOf(states.orderItem) }) })
  await answerFully()
  await handIn()
  await expect.element(page.getByRole('heading', { name: 'A person will look at this' })).toBeVisible()
  await expect.element(page.getByText('Not yet')).not.toBeInTheDocument()
})

test('a miss leads to the one aid, then to the re-test', async () => {
  const asked: unknown[] = []
  await play({
    remedialDone: async (...args) => {
      asked.push(args.slice(1))
      return turnOf(states.chooseItem)
    },
  })
  await answerFully()
  await handIn()
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect.element(page.getByRole('heading', { name: 'A short look at refund limits' })).toBeVisible()
  await page.getByRole('button', { name: 'I have read it, ask me again' }).click()
  await expect.element(page.getByRole('heading', { name: 'No photo' })).toBeVisible()
  expect(asked).toEqual([['attempt-1', 'sub-0']])
})

test('an aid is on record before it is on the screen', async () => {
  const order: string[] = []
  await play({
    noteOpened: async (_id, ref, from, attempt) => void order.push(`noted ${ref.id} ${from} ${attempt}`),
    open: async (ref) => {
      order.push(`opened ${ref.id}`)
      return opened
    },
  })
  await page.getByRole('button', { name: 'Who approves a refund' }).click()
  await expect.element(page.getByRole('dialog')).toBeVisible()
  expect(order).toEqual(['noted refund-approval attempt attempt-1', 'opened refund-approval'])
})

test('an aid that cannot be put on record is not shown', async () => {
  await play({ noteOpened: async () => Promise.reject(new AppError('storage-full', 'No room left.')) })
  await page.getByRole('button', { name: 'Who approves a refund' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('No room left.')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
})
