import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as v from 'valibot'

const Answers = v.record(v.string(), v.object({ pass: v.array(v.string()), fail: v.array(v.string()) }))
const Texts = v.object({ text: v.string() })
const Choice = v.object({ right: Texts, others: v.array(Texts) })
const Texted = v.optional(v.array(v.string()), [])
const Item = v.object({
  id: v.string(),
  body: v.object({
    title: v.string(),
    type: v.string(),
    subCompetencies: v.array(v.string()),
    task: v.looseObject({
      steps: v.optional(v.array(Texts)),
      choice: v.optional(Choice),
      reason: v.optional(Choice),
      options: v.optional(v.array(v.object({ text: v.string(), right: v.boolean() }))),
      right: v.optional(v.number()),
      unit: v.optional(v.string()),
      pairs: v.optional(v.array(v.object({ left: v.string(), right: v.string() }))),
      fields: v.optional(
        v.array(
          v.object({
            label: v.string(),
            type: v.string(),
            right: v.array(v.string()),
            others: Texted,
            unit: v.optional(v.string()),
          }),
        ),
      ),
      record: v.optional(
        v.array(v.object({ label: v.string(), error: v.optional(v.object({ right: v.array(v.string()) })) })),
      ),
      reasons: Texted,
      areas: v.optional(v.array(v.object({ name: v.string(), right: v.optional(v.boolean(), false) }))),
      turns: v.optional(
        v.array(
          v.object({
            id: v.string(),
            replies: v.array(v.object({ text: v.string(), is: v.string(), next: v.optional(v.string()) })),
          }),
        ),
      ),
      criteria: v.optional(v.array(v.object({ models: v.array(v.string()) })), []),
    }),
  }),
})
type Item = v.InferOutput<typeof Item>

const folder = join(import.meta.dirname, '../../sync/demo/content/objects')
const items = readdirSync(folder)
  .filter((file) => file.startsWith('item.'))
  .map((file) => v.parse(Item, JSON.parse(readFileSync(join(folder, file), 'utf8'))))
const written = v.parse(
  Answers,
  JSON.parse(readFileSync(join(import.meta.dirname, '../golden/demo-answers-kept-aside.json'), 'utf8')),
)

/** The demo's item with this title, as its author wrote it: a test may know the key, the screen never does. */
export function demoItem(title: string): Item {
  const found = items.find(({ body }) => body.title === title)
  if (!found) throw new Error(`the demo has no item titled "${title}"`)
  return found
}

/** Does the task on the screen as a person would, right or wrong, and hands it in. @returns its first sub-competency */
export async function doTask(page: Page, how: 'right' | 'wrong'): Promise<string> {
  const title = await page.getByRole('heading', { level: 1 }).innerText()
  const { id, body } = demoItem(title)
  await answer(page, id, body, how === 'right')
  await page.getByRole('radio', { name: 'Sure', exact: true }).check()
  await page.getByRole('button', { name: 'Hand in' }).click()
  return body.subCompetencies[0] ?? ''
}

const radio = (page: Page, name = '') => page.getByRole('radio', { name, exact: true }).check()

async function answer(page: Page, id: string, { type, task }: Item['body'], isRight: boolean): Promise<void> {
  const texts = (task.steps ?? []).map(({ text }) => text)
  switch (type) {
    case 'scenario':
      return page.getByRole('textbox').fill(written[id]?.[isRight ? 'pass' : 'fail'][0] ?? '')
    case 'short-answer':
      return page
        .getByRole('textbox')
        .fill(isRight ? task.criteria.map(({ models }) => models[0]).join(' ') : 'I have lunch in the garden today.')
    case 'order':
      return order(page, isRight ? texts : texts.reverse())
    case 'choose-and-justify':
      await radio(page, (isRight ? task.choice?.right : task.choice?.others[0])?.text)
      return radio(page, task.reason?.right.text)
    case 'single-choice':
      return radio(page, (isRight ? task.choice?.right : task.choice?.others[0])?.text)
    case 'multiple-choice':
      for (const { text, right } of task.options ?? [])
        if (right === isRight) await page.getByRole('checkbox', { name: text, exact: true }).check()
      return
    case 'number':
      return page.getByRole('textbox').fill(String((task.right ?? 0) + (isRight ? 0 : 7_000)))
    case 'match': {
      const pairs = task.pairs ?? []
      for (const [at, { left }] of pairs.entries())
        await page
          .getByRole('combobox', { name: left, exact: true })
          .selectOption({ label: pairs[isRight ? at : (at + 1) % pairs.length]?.right ?? '' })
      return
    }
    case 'fill-form':
      for (const field of task.fields ?? []) await fillField(page, field, isRight)
      return
    case 'find-error':
      for (const { label, error } of task.record ?? []) {
        if ((error !== undefined) !== isRight) continue
        await page.getByRole('button', { name: `${label} is wrong`, exact: true }).click()
        const right = error?.right[0]
        if (task.reasons.length === 0)
          await page.getByLabel(`${label}: what should it say?`, { exact: true }).fill(right ?? 'nothing')
        else
          await page
            .getByRole('group', { name: `${label}: what is wrong with it?`, exact: true })
            .getByRole('radio', { name: right ?? task.reasons[0] ?? '', exact: true })
            .check()
      }
      return
    case 'locate':
      await page.getByText('Choose the place by name').click()
      return radio(page, task.areas?.find(({ right }) => right === isRight)?.name)
    case 'dialogue':
      return talk(page, task.turns ?? [], isRight)
    default:
      throw new Error(`nobody has said how to answer an item of type ${type}`)
  }
}

type Field = NonNullable<Item['body']['task']['fields']>[number]

async function fillField(page: Page, { label, type, right, others, unit }: Field, isRight: boolean): Promise<void> {
  const name = unit ? `${label} (${unit})` : label
  const wrong = { number: '987654', day: '2001-02-03' }[type] ?? 'nothing of the kind'
  if (type === 'choice')
    await page
      .getByRole('combobox', { name, exact: true })
      .selectOption({ label: (isRight ? right[0] : others[0]) ?? '' })
  else await page.getByLabel(name, { exact: true }).fill((isRight ? right[0] : wrong) ?? '')
}

/** By right replies to the end, or by wrong ones as soon as there is one. */
async function talk(page: Page, turns: NonNullable<Item['body']['task']['turns']>, isRight: boolean): Promise<void> {
  for (let turn = turns[0]; turn && turn.replies.length > 0; ) {
    const wanted = isRight ? 'right' : 'wrong'
    const reply = turn.replies.find(({ is }) => is === wanted) ?? turn.replies[0]
    await radio(page, reply?.text)
    await page.getByRole('button', { name: 'Say this' }).click()
    turn = turns.find(({ id }) => id === reply?.next)
  }
}

/** Brings each line to its place with the buttons. */
async function order(page: Page, wanted: readonly string[]): Promise<void> {
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Move up/ }) })
  for (const [to, text] of wanted.entries())
    for (let moves = 0; moves < wanted.length && !(await rows.nth(to).innerText()).includes(text); moves++)
      await page.getByRole('button', { name: `Move up: ${text}`, exact: true }).click()
  const asShown = page.getByRole('button', { name: 'It is right as shown', pressed: false })
  if (await asShown.isVisible()) await asShown.click()
}
