import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { beforeAll, expect, it } from 'vitest'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { parseJson } from '#core/base'
import { rankOffers, readPlacement, Signals, signalText } from '#core/context'
import { cosine } from '#core/embedding'
import { demoAids, demoObjects } from '../../support/demo-content.ts'
import { builtModel } from '../../support/model.ts'

/** Collected by our page script from the demo desk; `fits` (by hand) names the aids that would be right there, none means stay quiet. */
const States = v.array(v.object({ id: v.string(), fits: v.array(v.string()), signals: Signals }))
const file = new URL('../../golden/desk-states.json', import.meta.url)
const states = parseJson(States, readFileSync(file, 'utf8'), 'desk states')
const objects = demoObjects()
const aids = demoAids(objects).map((aid) => ({ ...aid, roles: [] }))
const placements = objects.filter(({ kind }) => kind === 'placement').map(({ id, body }) => readPlacement(id, body))
const vectors = new Map<string, Float32Array>()

beforeAll(async () => {
  const embedder = createTransformersEmbedder({ modelRoot: builtModel() })
  const texts = [
    ...aids.map(({ title, summary }) => `${title}. ${summary}`),
    ...states.map(({ signals }) => signalText(signals)),
  ]
  const embedded = await embedder.embed(texts)
  texts.forEach((text, i) => {
    const vector = embedded[i]
    if (vector) vectors.set(text, vector)
  })
}, 120_000)

const vectorOf = (text: string) => vectors.get(text) ?? new Float32Array(384)

function offersBy(rules: 'on' | 'off') {
  const offers = states.map(({ id, fits, signals }) => {
    const page = vectorOf(signalText(signals))
    const meaning = aids.map((aid) => ({
      kind: aid.kind,
      id: aid.id,
      cosine: cosine(page, vectorOf(`${aid.title}. ${aid.summary}`)),
    }))
    const [offer] = rankOffers({ signals, placements: rules === 'on' ? placements : [], aids, roles: null, meaning })
    return {
      page: id,
      offered: offer?.id ?? null,
      right: offer ? fits.includes(offer.id) : null,
      some: fits.length > 0,
    }
  })
  const wrong = offers.filter(({ right }) => right === false)
  const right = offers.filter(({ right }) => right === true)
  const withTask = offers.filter(({ some }) => some)
  console.log(
    `rules ${rules}: ${right.length} right of ${withTask.length} with a task, ${wrong.length} wrong of ${offers.length}`,
  )
  return { wrong, right }
}

it('offers no wrong aid on the desk by meaning alone, and not nothing at all', () => {
  const { wrong, right } = offersBy('off')
  expect(wrong).toEqual([])
  expect(right.length).toBeGreaterThanOrEqual(4)
})

it('offers the placed aids, and no wrong one, with rules on', () => {
  const { wrong, right } = offersBy('on')
  expect(wrong).toEqual([])
  expect(right.length).toBeGreaterThanOrEqual(9)
})
