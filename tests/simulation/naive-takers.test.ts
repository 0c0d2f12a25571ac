import { describe, expect, it } from 'vitest'
import { createTransformersEmbedder } from '#core/adapters/transformers'
import { type AssessmentContent, type AttemptStep, asFeedback, attemptTurn, scoreItem } from '#core/assessment'
import { createRandom, type Random } from '#core/base'
import { contentKind } from '#core/content'
import { ableResponse } from '../support/able-taker.ts'
import { demoAssessments, demoContent, demoObjects } from '../support/demo-content.ts'
import { builtModel } from '../support/model.ts'
import { asked, naiveTakers, type Taker } from '../support/naive-takers.ts'

const SEED = 41
/** attempts of each taker at each assessment */
const ATTEMPTS = 40
/** outcomes an attempt draws from, so that each answer is scored once */
const DRAWS = 12

const embedder = createTransformersEmbedder({ modelRoot: builtModel() })
/** Each text is embedded once. */
function remembered<T>(embed: (texts: readonly string[]) => Promise<readonly T[]>) {
  const known = new Map<string, Promise<T>>()
  const one = (text: string) => {
    const found = known.get(text) ?? embed([text]).then(([made]) => made as T)
    known.set(text, found)
    return found
  }
  return (texts: readonly string[]) => Promise.all(texts.map(one))
}
const world = {
  embed: remembered((texts) => embedder.embed(texts)),
  embedTokens: remembered(async (texts) => (await embedder.embedTokens?.(texts)) ?? expect.fail('no token vectors')),
}

const aidTexts = new Map(
  demoObjects().flatMap(({ kind, id, body }) =>
    contentKind(kind).readable ? [[id, contentKind(kind).searchText(body)] as const] : [],
  ),
)
const aidOf = new Map(
  [...demoContent().blueprints.values()].flatMap(({ remedial }) =>
    remedial.map(({ subCompetency, aid }) => [subCompetency, aidTexts.get(aid) ?? expect.fail(aid)] as const),
  ),
)

interface Outcome {
  state: 'scored' | 'abstained'
  correct: boolean
}

/** What comes of a taker's answers to an item, several where chance is in them. */
async function outcomesOf(taker: Taker) {
  const random = createRandom(SEED)
  const known = new Map<string, Outcome>()
  const pools = new Map<string, Outcome[]>()
  for (const [id, { body }] of demoContent().items) {
    const aid = aidOf.get(body.subCompetencies[0] ?? '') ?? expect.fail(id)
    const draws = body.type === 'scenario' || body.type === 'short-answer' ? 1 : DRAWS
    const pool: Outcome[] = []
    for (let n = 0; n < draws; n++) {
      const response = taker(asked(id, body, aid, random.int(1e9)), random)
      const name = `${id} ${JSON.stringify(response)}`
      const read = known.get(name) ?? (await scoreItem(body, response, world))
      known.set(name, read)
      pool.push(read)
    }
    pools.set(id, pool)
  }
  return pools
}
const answered = new Map<Taker, ReturnType<typeof outcomesOf>>()

/** @returns how an attempt at an assessment ends for somebody whose answers come out so */
function verdictOf(assessment: string, content: AssessmentContent, pools: Map<string, Outcome[]>, random: Random) {
  const steps: AttemptStep[] = []
  const attempt = `${assessment}-${random.int(1e9)}`
  for (let turns = 0; turns < 40; turns++) {
    const { turn } = attemptTurn({ attempt, assessment, content, steps })
    if (turn.state === 'finished') return turn.result.verdict
    if (turn.state === 'remedial') {
      steps.push({ step: 'remedial-opened', subCompetency: turn.subCompetency.id })
      continue
    }
    const { id } = turn.item
    const pool = pools.get(id) ?? expect.fail(id)
    const read = pool[random.int(pool.length)] ?? expect.fail(id)
    const { state, correct } = content.feedbackOnly.has(id) ? asFeedback({ ...read, score: 0, criteria: [] }) : read
    steps.push({ step: 'answered', item: id, state, correct, confidence: 'think-so', aided: false })
  }
  return expect.fail('the attempt does not end')
}

/** Share of attempts that end in "can do", by assessment. */
async function passed(taker: Taker, content: AssessmentContent) {
  const random = createRandom(SEED)
  const coming = answered.get(taker) ?? outcomesOf(taker)
  answered.set(taker, coming)
  const pools = await coming
  const rates: Record<string, number> = {}
  for (const assessment of content.blueprints.keys()) {
    const verdicts = Array.from({ length: ATTEMPTS }, () => verdictOf(assessment, content, pools, random))
    rates[assessment] = verdicts.filter((verdict) => verdict === 'can-do').length / ATTEMPTS
  }
  const right = [...pools].map(([, pool]) => pool.filter(({ correct }) => correct).length / pool.length)
  return { rates, itemsRight: right.reduce((sum, share) => sum + share, 0) / right.length }
}

const contents = {
  'where the machine’s word on own words counts': demoAssessments(),
  'where nobody has read an answer yet': demoContent(),
}

const guess = naiveTakers['guesses by chance'] ?? expect.fail()
const knows: Record<string, Taker> = {
  'can do the work': ableResponse,
  'can do the work and slips once in twenty': (it, random) =>
    random.next() < 0.05 ? guess(it, random) : ableResponse(it),
}

describe.each(Object.entries(contents))('the assessments of the demo, %s', (name, content) => {
  it.each(Object.entries(naiveTakers))('pass nobody who %s', async (who, taker) => {
    const { rates, itemsRight } = await passed(taker, content)
    console.log(`${who}, ${name}, seed ${SEED}:`, JSON.stringify(rates), `items right ${itemsRight.toFixed(2)}`)
    for (const [assessment, rate] of Object.entries(rates)) expect(rate, assessment).toBeLessThanOrEqual(0.05)
  })

  it.each(Object.entries(knows))('pass who %s', async (who, taker) => {
    const { rates, itemsRight } = await passed(taker, content)
    console.log(`${who}, ${name}, seed ${SEED}:`, JSON.stringify(rates), `items right ${itemsRight.toFixed(2)}`)
    for (const [assessment, rate] of Object.entries(rates)) expect(rate, assessment).toBeGreaterThanOrEqual(0.95)
  })
})
