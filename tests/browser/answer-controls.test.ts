import axe from 'axe-core'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cdp, page, userEvent } from 'vitest/browser'
import { defineComponent, h } from 'vue'
import { itemTypes, presentItem } from '#core/assessment'
import { createRandom } from '#core/base'
import { item } from '#core/content'
import { AnswerControls, BlockView, emptyResponse, isAnswered, providePictures } from '#core/ui'
import type { AnswerControl, ItemResponse } from '../../core/engine-api.ts'
import { mountPart } from '../support/mount-part.ts'
import { blindResponse } from '../support/responses.ts'

/** A refund form as a tool would show it, drawn here: a picture to point at. */
let picture = ''
beforeAll(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 900, height: 520 })
  const draw = canvas.getContext('2d')
  if (!draw) throw new Error('no canvas')
  draw.fillStyle = '#fdfdfd'
  draw.fillRect(0, 0, 900, 520)
  draw.font = '22px sans-serif'
  draw.fillStyle = '#fff3c4'
  draw.fillRect(45, 26, 810, 62)
  draw.fillStyle = '#222'
  draw.fillText('This amount is above your limit. A team lead has to approve it.', 60, 64)
  draw.strokeRect(45, 156, 360, 52)
  draw.fillText('Amount  £80.00', 60, 190)
  draw.strokeRect(45, 416, 270, 52)
  draw.fillText('Send the refund', 80, 450)
  picture = canvas.toDataURL('image/webp')
})

let close = () => {}
afterEach(() => close())

const Asked = defineComponent({
  props: { task: { type: Object, required: true }, response: { type: Object, required: true }, onChange: Function },
  setup(props) {
    providePictures(async () => picture)
    const { blocks, control, title } = props.task as ReturnType<typeof presentItem>
    return () =>
      h('main', { class: 'mx-auto flex max-w-2xl flex-col gap-6 bg-paper p-4' }, [
        h('div', { class: 'card flex flex-col gap-4' }, [
          h('h1', { class: 'text-2xl' }, title),
          h(BlockView, { blocks, under: 2 }),
        ]),
        h(AnswerControls, {
          control,
          modelValue: props.response as ItemResponse,
          'onUpdate:modelValue': (now: ItemResponse) => props.onChange?.(now),
        }),
      ])
  },
})

/** An item type's example on the screen, with what was answered so far. */
function ask(type: string, response?: (control: AnswerControl) => ItemResponse) {
  const task = itemTypes.find((each) => each.type === type)?.examples[0]?.task as Record<string, unknown>
  const asked = presentItem('a', bodyOf(type, task), 3, [])
  let now = response ? response(asked.control) : emptyResponse(asked.control)
  const part = mountPart(Asked, {
    task: asked,
    response: now,
    onChange: (next: ItemResponse) => {
      now = next
      part.set({ response: next })
    },
  })
  close = part.close
  return { ...part, control: asked.control, answer: () => now, isAnswered: () => isAnswered(asked.control, now) }
}
const bodyOf = (type: string, task: Record<string, unknown>) =>
  item.parse({
    title: 'A lamp that came broken',
    type,
    competency: 'handle-refund',
    subCompetencies: ['refund-limits'],
    sources: [{ document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }],
    task,
  })

const looks = {
  phone: { width: 390, scheme: 'light', dir: 'ltr' },
  'phone in the dark': { width: 390, scheme: 'dark', dir: 'ltr' },
  'small phone, right to left': { width: 320, scheme: 'dark', dir: 'rtl' },
  desk: { width: 1280, scheme: 'light', dir: 'ltr' },
} as const
const shots: string | undefined = import.meta.env.VITE_SHOTS

describe.each(Object.entries(looks))('on a %s', (look, { width, scheme, dir }) => {
  test.each(itemTypes.map(({ type }) => type))('%s breaks no accessibility rule, empty or answered', async (type) => {
    await page.viewport(width, 844)
    await cdp().send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })
    document.documentElement.dir = dir
    document.documentElement.lang = 'en'
    document.title = 'A task'
    for (const response of [emptyResponse, (control: AnswerControl) => blindResponse(control, createRandom(4))]) {
      close()
      const { root } = ask(type, response)
      if (type === 'locate') await expect.element(page.getByRole('application')).toBeVisible()
      const { violations } = await axe.run(document, { resultTypes: ['violations'] })
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
      expect(document.documentElement.scrollWidth, 'nothing is wider than the screen').toBeLessThanOrEqual(width)
      for (const target of root.querySelectorAll('button, select, .choice, input.field')) {
        const { height, top } = target.getBoundingClientRect()
        if (height > 0) expect(height, `${target.outerHTML} at ${top}`).toBeGreaterThanOrEqual(43.9)
      }
      if (shots) {
        const state = response === emptyResponse ? 'empty' : 'answered'
        await page.viewport(width, Math.max(600, root.scrollHeight))
        await page.screenshot({ path: `${shots}/${type}-${look.replaceAll(/\W+/g, '-')}-${state}.png` })
      }
    }
  })
})

describe('pointing at a picture', () => {
  test('works with the arrow keys, further with Shift, and never leaves the picture', async () => {
    const { answer } = ask('locate')
    const application = page.getByRole('application', { name: /A refund form with a note/ })
    await expect.element(page.getByText('Nothing is marked yet.')).toBeInTheDocument()
    ;(application.element() as HTMLElement).focus()
    await userEvent.keyboard('{ArrowDown}')
    expect(answer()).toEqual({ answer: 'locate', x: 500, y: 500 })
    await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowUp}{/Shift}')
    expect(answer()).toEqual({ answer: 'locate', x: 510, y: 450 })
    await expect.element(page.getByText('Marked: 51 % across, 45 % down.')).toBeInTheDocument()
    await userEvent.keyboard('{Shift>}{ArrowUp>12/}{/Shift}')
    expect(answer()).toMatchObject({ y: 0 })
  })
  test('works by a tap, also on a part that was made larger', async () => {
    await page.viewport(390, 844)
    const { answer } = ask('locate')
    const picture = page.getByRole('application')
    await picture.click({ position: { x: 90, y: 40 } })
    const first = answer() as { x: number; y: number }
    await page.getByRole('button', { name: 'Larger' }).click()
    await picture.click({ position: { x: 90, y: 40 } })
    const second = answer() as { x: number; y: number }
    expect(second.x / first.x).toBeCloseTo(1 / 2.2, 1)
    expect(second.y / first.y).toBeCloseTo(1 / 2.2, 1)
  })
  test('works by the name of a place, which marks its middle', async () => {
    const { answer, isAnswered } = ask('locate')
    await page.getByText('Choose the place by name').click()
    await page.getByRole('radio', { name: 'The note' }).click()
    expect(answer()).toEqual({ answer: 'locate', x: 500, y: 110 })
    expect(isAnswered()).toBe(true)
  })
})

test('a dialogue goes reply by reply, by keys alone, and says where it ends', async () => {
  const { isAnswered } = ask('dialogue')
  const say = page.getByRole('button', { name: 'Say this' })
  expect(say.element()).toBeDisabled()
  ;(page.getByRole('radio', { name: /May I have the order number/ }).element() as HTMLElement).focus()
  await userEvent.keyboard(' {Tab}')
  await userEvent.keyboard('{Enter}')
  expect(document.activeElement?.textContent).toContain('It is 4711.')
  expect(isAnswered()).toBe(false)
  await page.getByRole('radio', { name: /One moment/ }).click()
  await say.click()
  await expect.element(page.getByText('The conversation is over.')).toBeInTheDocument()
  await expect.element(page.getByText('All right. Thank you.')).toBeVisible()
  expect(page.getByRole('radio').elements()).toEqual([])
  expect(isAnswered()).toBe(true)
})

test('a line of a record is marked, put right, and left alone again', async () => {
  const { answer, isAnswered } = ask('find-error')
  const mark = page.getByRole('button', { name: 'Approved by is wrong' })
  await mark.click()
  await expect.element(mark).toHaveAttribute('aria-pressed', 'true')
  expect(isAnswered()).toBe(false)
  await page.getByRole('textbox', { name: 'Approved by: what should it say?' }).fill('Team lead')
  expect(isAnswered()).toBe(true)
  expect(answer()).toMatchObject({ fields: [{ value: 'Team lead' }] })
  await mark.click()
  expect(answer()).toMatchObject({ fields: [] })
})

test('a form is whole when every field is, and words are no number', async () => {
  const { isAnswered } = ask('fill-form')
  await page.getByRole('textbox', { name: 'Order', exact: true }).fill('4711')
  await page.getByRole('combobox', { name: 'Reason' }).selectOptions('Damaged')
  await page.getByLabelText('Ordered on').fill('2026-05-03')
  await page.getByRole('textbox', { name: 'Amount (£)' }).fill('eighty')
  await expect.element(page.getByText('This is not a number yet', { exact: false })).toBeVisible()
  expect(isAnswered()).toBe(false)
  await page.getByRole('textbox', { name: 'Amount (£)' }).fill('1.080,00')
  expect(isAnswered()).toBe(true)
})

test('every case of a match wants its choice', async () => {
  const { isAnswered } = ask('match')
  await page.getByRole('combobox', { name: '30 for a cup' }).selectOptions('You')
  await page.getByRole('combobox', { name: '80 for a lamp' }).selectOptions('The team lead')
  expect(isAnswered()).toBe(false)
  await page.getByRole('combobox', { name: '120 for a chair' }).selectOptions('The team lead')
  expect(isAnswered()).toBe(true)
})

test('an order is no answer until it was moved or said to be right', async () => {
  const { isAnswered } = ask('order')
  expect(isAnswered()).toBe(false)
  const right = page.getByRole('button', { name: 'It is right as shown' })
  await right.click()
  expect(isAnswered()).toBe(true)
  await page
    .getByRole('button', { name: /^Move down/ })
    .first()
    .click()
  expect(isAnswered()).toBe(true)
  expect(right.elements()).toEqual([])
})
