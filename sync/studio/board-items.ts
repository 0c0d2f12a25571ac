import {
  type AssessmentContent,
  criteriaOf,
  type Interval,
  type ItemBody,
  type ItemStatistics,
  itemStatistics,
  presentItem,
} from '#core/assessment'
import type { AnsweredItem, BoardCluster, BoardItem } from '#core/authoring'
import { saidResponse } from '#core/learner'
import type { ItemResponse } from '../../core/engine-api.ts'
import { nextTask } from '../next-task.ts'
import type { BoardAnswers, CountedAnswer } from './board-answers.ts'
import { BLOCK, boardShare, LEAST_PEOPLE, nearBlocks, wholeBlocks } from './board-share.ts'

/** Newer answers say what holds today; more of them would hold the server up. */
const MOST_PEOPLE = 500
/** Logits between two groups before one is said to do better. */
const ABLER = 0.3
const MOST_CLUSTERS = 8

/** People of the item's released version in whole blocks, the newest five hundred of them. */
export function blocksOf(answers: BoardAnswers, item: string, version: number): readonly CountedAnswer[] {
  const own = (answers.counted.get(item) ?? []).filter((answer) => answer.version === version)
  const whole = own.slice(0, wholeBlocks(own.length))
  return whole.slice(Math.max(0, whole.length - MOST_PEOPLE))
}

/** The items of a path with their figures, in the order of the blueprint. */
export async function boardItems(
  content: AssessmentContent,
  items: readonly string[],
  answers: BoardAnswers,
  read: readonly AnsweredItem[],
): Promise<BoardItem[]> {
  const blocks = new Map(items.map((id) => [id, blocksOf(answers, id, content.items.get(id)?.version ?? 0)]))
  const statistics = new Map<string, ItemStatistics>()
  const rows = [...blocks.values()].flat()
  for (const [id, counted] of blocks) {
    if (counted.length < LEAST_PEOPLE) continue
    await nextTask()
    for (const each of itemStatistics(rows, content.parameters.items, id)) statistics.set(id, each)
  }
  const readOf = new Map(read.map((each) => [each.item, each]))
  return items.flatMap((id): BoardItem[] => {
    const item = content.items.get(id)
    if (!item) return []
    const counted = blocks.get(id) ?? []
    const stats = statistics.get(id)
    const reading = readOf.get(id)
    const machine = reading?.machine
    return [
      {
        id,
        title: item.body.title,
        version: item.version,
        figures: stats && counted.length >= LEAST_PEOPLE ? figuresOf(id, item.body, stats, counted, answers) : null,
        agreement:
          machine && machine.n >= LEAST_PEOPLE
            ? { answers: wholeBlocks(machine.n), qwk: machine.qwk, low: machine.low, high: machine.high }
            : null,
        feedbackOnly: content.feedbackOnly.has(id),
      },
    ]
  })
}

function figuresOf(
  id: string,
  body: ItemBody,
  { a, b, measured, fit, key, drift, responses }: ItemStatistics,
  counted: readonly CountedAnswer[],
  answers: BoardAnswers,
): NonNullable<BoardItem['figures']> {
  const people = counted.length
  const share = (fits: (answer: CountedAnswer) => boolean) => boardShare(counted.filter(fits).length, people)
  const control = presentItem(id, body, 0, []).control
  const say = (response: string): string[] => saidKey(control, answers.said.get(response), response)
  const shown = responses.filter(({ response, n }) => n >= leastOf(answers.said.get(response), control))
  const ability = responses.reduce((sum, one) => sum + one.ability * one.n, 0) / people
  const chosen = shown
    .filter(({ correct }) => !correct)
    .map(
      (one): BoardCluster => ({
        of: 'answer',
        said: say(one.response),
        people: Math.max(BLOCK, nearBlocks(one.n)),
        able: one.ability > ability + ABLER ? 'better' : one.ability < ability - ABLER ? 'worse' : 'alike',
      }),
    )
  const likely = key.likelyKey !== null && shown.some(({ response }) => response === key.likelyKey)
  return {
    right: share(({ correct }) => correct),
    wrongAndSure: share(({ correct, confidence }) => !correct && confidence === 'sure'),
    wrongAndUnsure: share(({ correct, confidence }) => !correct && confidence !== 'sure'),
    exposure: exposureOf(answers, id),
    a,
    b,
    measured,
    fit: fit && inTenths(fit),
    key: { flagged: key.flagged, likely: key.flagged && likely ? say(key.likelyKey ?? '') : null },
    drift: drift && { change: inTenths(drift.change), flagged: drift.flagged },
    wrong: [...chosen, ...missedOf(body, counted)].sort((x, y) => y.people - x.people).slice(0, MOST_CLUSTERS),
  }
}

function exposureOf({ met, people }: BoardAnswers, item: string) {
  const whole = people.slice(0, wholeBlocks(people.length))
  return boardShare(whole.filter((person) => met.get(item)?.has(person)).length, whole.length)
}

/** What was typed is shown once ten people typed the very same; what was chosen among given things, from five people on. */
const leastOf = (response: ItemResponse | undefined, control: ReturnType<typeof presentItem>['control']): number => {
  const given = control.answer === 'fill' && control.fields.every(({ options }) => options !== undefined)
  return response?.answer === 'number' || (response?.answer === 'fill' && !given) ? LEAST_PEOPLE : BLOCK
}

function saidKey(
  control: ReturnType<typeof presentItem>['control'],
  response: ItemResponse | undefined,
  key: string,
): string[] {
  if (response?.answer === 'locate') {
    const [x = 0, y = 0] = key.split(', ').map(Number)
    return [`About ${x * 10} % from the left and ${y * 10} % from the top`]
  }
  const said = response ? saidResponse(control, response) : []
  return said.length > 0 ? said : [key]
}

/** Own words are told by what they lack alone. */
function missedOf(body: ItemBody, counted: readonly CountedAnswer[]): BoardCluster[] {
  return criteriaOf(body).flatMap(({ id, text }): BoardCluster[] => {
    const n = counted.filter(({ missed, response }) => response === null && missed.includes(id)).length
    return n < BLOCK ? [] : [{ of: 'criterion', said: [text], people: Math.max(BLOCK, nearBlocks(n)), able: null }]
  })
}

const inTenths = ({ value, low, high }: Interval): Interval => ({
  value: Math.round(value * 10) / 10,
  low: Math.floor(low * 10) / 10,
  high: Math.ceil(high * 10) / 10,
})
