import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { type ItemBody, scoreItem } from '#core/assessment'
import { item } from '#core/content'
import type { EmbeddedText } from '#core/embedding'
import { demoObjects } from '../support/demo-content.ts'
import { builtModel } from '../support/model.ts'

const embedder = createTransformersEmbedder({ modelRoot: builtModel() })
const known = new Map<string, Float32Array>()
const embed = async (texts: readonly string[]) => {
  for (const text of texts) if (!known.has(text)) known.set(text, (await embedder.embed([text]))[0] ?? expect.fail())
  return texts.map((text) => known.get(text) ?? expect.fail())
}
const withTokens = new Map<string, EmbeddedText>()
const embedTokens = async (texts: readonly string[]) => {
  for (const text of texts)
    if (!withTokens.has(text))
      withTokens.set(text, (await embedder.embedTokens?.([text]))?.[0] ?? expect.fail('no token vectors'))
  return texts.map((text) => withTokens.get(text) ?? expect.fail())
}
const world = { embed, embedTokens }
const bodies = new Map<string, ItemBody>(
  demoObjects().flatMap(({ kind, id, body }) => (kind === 'item' ? [[id, item.parse(body)] as const] : [])),
)
const read = (file: string): Record<string, Record<string, string[]>> =>
  JSON.parse(readFileSync(join(import.meta.dirname, file), 'utf8'))

/** What became of the answers of each group, all items together. */
async function outcomes(answers: Record<string, Record<string, string[]>>) {
  const tally: Record<string, { correct: number; wrong: number; abstained: number }> = {}
  for (const [id, groups] of Object.entries(answers))
    for (const [group, texts] of Object.entries(groups))
      for (const text of texts) {
        const outcome = await scoreItem(bodies.get(id) ?? expect.fail(id), { answer: 'text', text }, world)
        tally[group] ??= { correct: 0, wrong: 0, abstained: 0 }
        tally[group][outcome.state === 'abstained' ? 'abstained' : outcome.correct ? 'correct' : 'wrong']++
      }
  return tally
}

describe('the scenarios of the demo organisation, read by the real model', () => {
  it('pass strong answers or hand them over, and pass none that is weak, off-topic or the opposite', async () => {
    const tally = await outcomes(read('demo-answers.json'))
    console.log('scenario answers:', JSON.stringify(tally))
    expect(tally.strong).toMatchObject({ wrong: 0 })
    expect(tally.strong?.correct).toBeGreaterThanOrEqual(22)
    for (const group of ['weak', 'offTopic', 'negated']) expect(tally[group], group).toMatchObject({ correct: 0 })
  })

  it('do the same with answers that no threshold was set on', async () => {
    const tally = await outcomes(read('demo-answers-kept-aside.json'))
    console.log('scenario answers kept aside:', JSON.stringify(tally))
    expect(tally.pass).toMatchObject({ wrong: 0 })
    expect(tally.pass?.correct).toBeGreaterThanOrEqual(6)
    expect(tally.fail).toMatchObject({ correct: 0 })
  })

  it('pass no task pasted back and no list of its words', async () => {
    for (const [id, body] of bodies) {
      if (body.type !== 'scenario') continue
      const task = body.task as { situation: string[]; ask: string; criteria: { mentions?: string[][] }[] }
      const pasted = [...task.situation, task.ask].join(' ')
      const soup = task.criteria.flatMap(({ mentions = [] }) => mentions.flat()).join(' ')
      for (const text of [pasted, soup]) {
        const { correct } = await scoreItem(body, { answer: 'text', text }, world)
        expect(correct, `${id}: ${text}`).toBe(false)
      }
    }
  })

  it('pass every sentence of their own key taken together', async () => {
    for (const [id, body] of bodies) {
      if (body.type !== 'scenario') continue
      const { criteria } = body.task as { criteria: { id: string; models: string[] }[] }
      const text = criteria.map(({ models }) => models[0]).join(' ')
      expect(await scoreItem(body, { answer: 'text', text }, world), id).toMatchObject({ correct: true })
    }
  })
}, 120_000)
