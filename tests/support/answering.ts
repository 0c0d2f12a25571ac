import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import * as v from 'valibot'

const Answers = v.record(v.string(), v.object({ pass: v.array(v.string()), fail: v.array(v.string()) }))
const Texts = v.object({ text: v.string() })
const Item = v.object({
  id: v.string(),
  body: v.object({
    title: v.string(),
    type: v.string(),
    subCompetencies: v.array(v.string()),
    task: v.looseObject({
      steps: v.optional(v.array(Texts)),
      choice: v.optional(v.object({ right: Texts, others: v.array(Texts) })),
      reason: v.optional(v.object({ right: Texts, others: v.array(Texts) })),
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
  const { steps, choice, reason } = body.task
  if (choice && reason) {
    await page
      .getByRole('radio', { name: (how === 'right' ? choice.right : choice.others[0])?.text ?? '', exact: true })
      .check()
    await page.getByRole('radio', { name: reason.right.text, exact: true }).check()
  } else if (steps)
    await order(page, how === 'right' ? steps.map(({ text }) => text) : steps.map(({ text }) => text).reverse())
  else await page.getByRole('textbox').fill(written[id]?.[how === 'right' ? 'pass' : 'fail'][0] ?? '')
  await page.getByRole('radio', { name: 'Sure', exact: true }).check()
  await page.getByRole('button', { name: 'Hand in' }).click()
  return body.subCompetencies[0] ?? ''
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
