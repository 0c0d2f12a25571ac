import { type AttemptStep, attemptTurn, drawnAmong, readAssessmentContent } from '#core/assessment'
import { createRandom } from '#core/base'
import { competency } from '#core/content'
import { expectedRight } from '../../sync/commands/cat-rule.ts'
import {
  type Known,
  maximumInformation,
  type SimulatedBank,
  type SimulatedPerson,
  simulatedBank,
  simulatedPeople,
  walk,
} from '../../sync/commands/cat-simulation.ts'
import { isSprtOver, sympsonHetter, takeJsCat } from '../support/irt/cat-rivals.ts'
import { drawItems } from '../support/irt/draw-answers.ts'
import type { Row } from './row.ts'

const ITEMS = 200
const PEOPLE = 300
const CERTAINTY = 0.95
const MOST_ITEMS = 50
/** Expected share of right decisions at which ways to stop are compared. */
const AIM = 0.91

/**
 * An adaptive test beside jscat on the same bank, people and answers; two ways to stop and three to keep items from becoming known;
 * and the next item of a real attempt.
 */
export async function bench(): Promise<Row[]> {
  const bank = simulatedBank(drawItems(createRandom(21), ITEMS), 0)
  const people = simulatedPeople(PEOPLE, ITEMS, 22)
  return [
    ...againstJsCat(bank, people.slice(0, 100)),
    ...stopping(bank, people),
    ...exposure(bank, people),
    ...attempt(),
  ]
}

const isSure = (known: Known) => known.asked.length >= MOST_ITEMS || expectedRight(known) >= CERTAINTY
const best = (bank: SimulatedBank, among: (left: number) => number) =>
  maximumInformation(bank, 'estimate', among, createRandom(23))
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

function take(
  bank: SimulatedBank,
  people: readonly SimulatedPerson[],
  choose: (known: Known) => number,
  isEnough: (known: Known) => boolean,
) {
  const known = people.map((person) => walk(bank, person, choose, isEnough))
  const counts = bank.items.map((_, item) => known.filter(({ asked }) => asked.includes(item)).length)
  return {
    length: mean(known.map(({ asked }) => asked.length)),
    expected: mean(known.map(expectedRight)),
    right: mean(known.map(({ above }, i) => Number(above >= 0.5 === (people[i]?.theta ?? 0) >= bank.cut))),
    exposure: Math.max(...counts) / people.length,
  }
}

function againstJsCat(bank: SimulatedBank, people: readonly SimulatedPerson[]): Row[] {
  const from = performance.now()
  const ours = take(
    bank,
    people,
    best(bank, () => 1),
    isSure,
  )
  const microseconds = ((performance.now() - from) / (ours.length * people.length)) * 1000
  const jscat = takeJsCat(bank, people, MOST_ITEMS)
  const told = [0.2, 0.22, 0.25, 0.28, 0.3, 0.33, 0.36, 0.4, 0.45, 0.5].map((se) => {
    const taken = jscat.stoppedAt(se)
    return { se, length: mean(taken.map(({ length }) => length)), right: mean(taken.map(({ right }) => Number(right))) }
  })
  const asLong = told.reduce((near, one) =>
    Math.abs(one.length - ours.length) < Math.abs(near.length - ours.length) ? one : near,
  )
  const asRight = told.filter(({ right }) => right >= ours.right).sort((a, b) => a.length - b.length)[0]
  return [
    { name: `pass or fail right, ${ITEMS} items, stop at ${CERTAINTY}`, value: ours.right, unit: 'share' },
    {
      name: 'jscat, stop at a standard error, as long',
      value: asLong.right,
      unit: 'share',
      ratio: `${asLong.length.toFixed(1)} items`,
    },
    { name: 'mean length', value: ours.length, unit: 'items' },
    {
      name: `jscat, as often right${asRight ? '' : ': not reached'}`,
      value: asRight?.length ?? MOST_ITEMS,
      unit: 'items',
      ratio: `${((asRight?.length ?? MOST_ITEMS) / ours.length).toFixed(2)}x ours`,
    },
    { name: 'answer taken and next item chosen', value: microseconds, unit: 'us' },
    {
      name: 'jscat',
      value: jscat.microseconds,
      unit: 'us',
      ratio: `${(jscat.microseconds / microseconds).toFixed(1)}x ours`,
    },
  ]
}

/** What a rule to stop takes for the same expected accuracy, each with its bound tuned on the same people. */
function stopping(bank: SimulatedBank, people: readonly SimulatedPerson[]): Row[] {
  const shortest = (name: string, rules: readonly ((known: Known) => boolean)[]): Row => {
    const tried = rules.map((isOver) =>
      take(
        bank,
        people,
        best(bank, () => 1),
        (known) => known.asked.length >= MOST_ITEMS || isOver(known),
      ),
    )
    const short = tried.filter(({ expected }) => expected >= AIM).sort((x, y) => x.length - y.length)[0]
    const found = short ?? tried.sort((x, y) => y.expected - x.expected)[0]
    const reached = `expected right ${(found?.expected ?? 0).toFixed(4)}${short ? '' : ': not enough'}`
    return { name: `stop ${name}`, value: found?.length ?? 0, unit: 'items', ratio: reached }
  }
  const sprt = (halfWidth: number) =>
    [0.1, 0.14, 0.18, 0.22, 0.26, 0.3, 0.34].map((error) => isSprtOver(bank, halfWidth, error))
  const certainties = [0.8, 0.84, 0.88, 0.9, 0.92, 0.94, 0.96]
  return [
    shortest(
      'at a certainty',
      certainties.map((certainty) => (known: Known) => expectedRight(known) >= certainty),
    ),
    shortest('by SPRT, +-0.2 logits', sprt(0.2)),
    shortest('by SPRT, +-0.4 logits', sprt(0.4)),
  ]
}

function exposure(bank: SimulatedBank, people: readonly SimulatedPerson[]): Row[] {
  const told = (name: string, taken: ReturnType<typeof take>): Row => ({
    name: `most exposed item, ${name}`,
    value: taken.exposure,
    unit: 'share',
    ratio: `${taken.length.toFixed(1)} items, expected right ${taken.expected.toFixed(4)}`,
  })
  const pilot = simulatedPeople(200, ITEMS, 24)
  return [
    told(
      'no control',
      take(
        bank,
        people,
        best(bank, () => 1),
        isSure,
      ),
    ),
    told(
      'one in twenty of the best',
      take(
        bank,
        people,
        best(bank, (left) => drawnAmong(undefined, left)),
        isSure,
      ),
    ),
    told(
      '20 of the best',
      take(
        bank,
        people,
        best(bank, () => 20),
        isSure,
      ),
    ),
    told('Sympson-Hetter at .4', take(bank, people, sympsonHetter(bank, pilot, 0.4, isSure), isSure)),
  ]
}

/** The next item of an attempt with a pool of 500 and 60 answered, from its steps, as every answer asks for it. */
function attempt(): Row[] {
  const ids = Array.from({ length: 500 }, (_, i) => `item-${i}`)
  const parts = ['one', 'two', 'three', 'four', 'five']
  const bank = drawItems(createRandom(25), ids.length)
  const source = { document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }
  const task = {
    difficulty: 'typical',
    situation: ['A case.'],
    ask: 'What first?',
    steps: ['Look', 'Ask', 'Pay'].map((text) => ({ text, why: 'So.' })),
  }
  const content = readAssessmentContent(
    [
      { kind: 'competency', id: 'refund', version: 1, body: competency.parse(competency.examples[0]) },
      ...ids.map((id, i) => ({
        kind: 'item',
        id,
        version: 1,
        body: {
          title: id,
          type: 'order',
          competency: 'refund',
          subCompetencies: [parts[i % 5] ?? ''],
          sources: [source],
          task,
        },
      })),
      {
        kind: 'assessment',
        id: 'long',
        version: 1,
        body: {
          title: 'Long',
          competency: 'refund',
          roles: [],
          items: ids,
          cut: 0,
          stop: { minItems: 100, maxItems: 200, standardError: 0.01, certainty: 0.999 },
          remedial: parts.map((subCompetency) => ({ subCompetency, aid: 'none' })),
          sets: [ids.slice(0, 5), ids.slice(5, 10)],
          enemies: [ids.slice(20, 24), ids.slice(30, 40)],
        },
      },
    ],
    [],
    {
      source: 'responses',
      items: Object.fromEntries(
        ids.map((id, i) => [id, { a: bank[i]?.a ?? 1, b: bank[i]?.b ?? 0, seA: 0.2, seB: 0.3, answers: 50 }]),
      ),
    },
  )
  const steps: AttemptStep[] = []
  const took: number[] = []
  for (let answered = 0; answered < 80; answered++) {
    const from = performance.now()
    const { turn } = attemptTurn({ attempt: 'bench', assessment: 'long', steps, content })
    if (answered >= 60) took.push(performance.now() - from)
    if (turn.state !== 'item') throw new Error(`the attempt is ${turn.state} after ${answered} answers`)
    const { id } = turn.item
    steps.push({ step: 'shown', item: id })
    steps.push({ step: 'answered', item: id, state: 'scored', correct: true, confidence: 'sure', aided: false })
  }
  const name = 'next item, 500 items, 60 answered'
  return [
    { name: `${name}, median`, value: took.sort((a, b) => a - b)[10] ?? 0, unit: 'ms', budget: '< 50 ms' },
    { name: `${name}, worst of 20`, value: Math.max(...took), unit: 'ms', budget: '< 50 ms' },
  ]
}
