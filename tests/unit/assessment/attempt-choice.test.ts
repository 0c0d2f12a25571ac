import { describe, expect, it } from 'vitest'
import {
  type AssessmentContent,
  type AttemptStep,
  attemptTurn,
  type Blueprint,
  type Parameters,
  readAssessmentContent,
} from '#core/assessment'
import { competency } from '#core/content'
import type { Turn } from '../../../core/engine-api.ts'

const subs = ['limits', 'evidence'] as const
const aid = (id: string) => ({ kind: 'job-aid', id, title: id, summary: '', competencies: [], stale: false })
const item = (id: string, sub: string) => ({
  kind: 'item',
  id,
  version: 1,
  body: {
    title: id,
    type: 'order',
    competency: 'refund',
    subCompetencies: [sub],
    sources: [{ document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }],
    task: {
      difficulty: 'typical',
      situation: ['A refund comes in.'],
      ask: 'What comes first?',
      steps: ['Look', 'Ask', 'Pay'].map((text) => ({ text: `${text} ${id}`, why: 'So it is.' })),
    },
  },
})
const items = Object.fromEntries(subs.map((sub) => [sub, [1, 2, 3, 4, 5].map((n) => `${sub}-${n}`)]))
const measured: Parameters = { a: 1.5, b: 0, seA: 0.1, seB: 0.1, answers: 200 }

function contentOf(more: Partial<Blueprint> = {}, parameters: Record<string, Parameters> = {}): AssessmentContent {
  const blueprint = {
    title: 'Refunds',
    competency: 'refund',
    roles: [],
    items: subs.flatMap((sub) => items[sub] ?? []),
    cut: 0,
    stop: { minItems: 2, maxItems: 8, standardError: 0.2, certainty: 0.9 },
    remedial: subs.map((sub) => ({ subCompetency: sub, aid: `${sub}-aid` })),
    ...more,
  }
  return readAssessmentContent(
    [
      { kind: competency.kind, id: 'refund', version: 1, body: competency.parse(competency.examples[0]) },
      ...subs.flatMap((sub) => (items[sub] ?? []).map((id) => item(id, sub))),
      { kind: 'assessment', id: 'refunds', version: 1, body: blueprint },
    ],
    subs.map((sub) => aid(`${sub}-aid`)),
    { source: 'responses', items: parameters },
  )
}

interface Doing {
  correct: boolean
  aided?: boolean
}
/** Takes an attempt to its end; what was met, in order: an item, `aid <part>`, and the last turn. */
function take(
  content: AssessmentContent,
  answering: (item: string, nth: number) => Doing,
  { attempt = 'attempt-1', focus = [] as readonly string[] } = {},
) {
  const steps: AttemptStep[] = []
  const met: string[] = []
  const whys: string[] = []
  for (let nth = 0; nth < 60; nth++) {
    const { turn } = attemptTurn({ attempt, assessment: 'refunds', steps, content, focus })
    if (turn.state === 'finished') return { met, whys, turn, result: turn.result, steps }
    whys.push(turn.why)
    if (turn.state === 'remedial') {
      met.push(`aid ${turn.subCompetency.id}`)
      steps.push({ step: 'remedial-opened', subCompetency: turn.subCompetency.id })
      continue
    }
    const { id } = turn.item
    const { correct, aided = false } = answering(id, met.filter((one) => !one.startsWith('aid')).length)
    met.push(id)
    steps.push({ step: 'shown', item: id })
    steps.push({ step: 'answered', item: id, state: 'scored', correct, confidence: 'sure', aided })
  }
  throw new Error('the attempt does not end')
}
const right = () => ({ correct: true })
const asked = (met: readonly string[]) => met.filter((one) => !one.startsWith('aid'))
const attempts = Array.from({ length: 25 }, (_, i) => `attempt-${i}`)

describe('the choice of what comes next', () => {
  it('never asks two enemies in one attempt', () => {
    const group = ['limits-1', 'limits-2', 'evidence-1']
    const content = contentOf({ enemies: [group] })
    const without = contentOf()
    const most = (of: AssessmentContent) =>
      Math.max(
        ...attempts.map((attempt) => asked(take(of, right, { attempt }).met).filter((id) => group.includes(id)).length),
      )
    expect(most(content)).toBe(1)
    expect(most(without)).toBeGreaterThan(1)
  })

  it('keeps the items of a case together and in order, with the aid of a missed part in between', () => {
    const set = ['limits-3', 'evidence-2', 'limits-1']
    const content = contentOf({ sets: [set] })
    let begun = 0
    for (const attempt of attempts) {
      const { met } = take(content, (id) => ({ correct: id !== 'limits-3' }), { attempt })
      const from = met.indexOf('limits-3')
      if (from < 0) {
        expect(met.filter((id) => set.includes(id))).toEqual([])
        continue
      }
      begun++
      expect(met.slice(from, from + 4)).toEqual(['limits-3', 'evidence-2', 'aid limits', 'limits-1'])
    }
    expect(begun).toBeGreaterThan(2)
  })

  it('begins no case that would not fit under the most items', () => {
    const set = ['limits-1', 'evidence-1', 'limits-2', 'evidence-2']
    const stop = { minItems: 2, maxItems: 4, standardError: 0.1, certainty: 0.99 }
    for (const attempt of attempts) {
      const { met } = take(contentOf({ sets: [set], stop }), right, { attempt })
      expect(asked(met).length).toBeLessThanOrEqual(4)
      const places = set.map((id) => asked(met).indexOf(id))
      if (places[0] !== -1) expect(places).toEqual([0, 1, 2, 3])
    }
  })

  it('changes at once when one sub-skill was missed, missed again, and leaves it after that', () => {
    const content = contentOf()
    const { met, result } = take(content, (id) => ({ correct: !id.startsWith('limits') }))
    const missed = met.filter((id) => id.startsWith('limits'))
    // a wrong answer is followed by its aid or by the other part, never by a third task of the same
    expect(missed).toHaveLength(2)
    expect(met[met.indexOf(missed[0] ?? '') + 1]).toBe('aid limits')
    expect(met[met.indexOf(missed[1] ?? '') + 1]).not.toMatch(/^limits/)
    expect(result.verdict).toBe('not-yet')
    expect(result.stopped).toBe('It ended here because more tasks would not have changed the result.')
  })

  it('asks only the parts a re-check names, and is done once each was shown', () => {
    const { met, result } = take(contentOf(), right, { focus: ['evidence'] })
    expect(met).toHaveLength(1)
    expect(met[0]).toMatch(/^evidence/)
    expect(result).toMatchObject({ verdict: 'can-do', subCompetencies: [{ id: 'evidence', state: 'shown' }] })
    expect(result.stopped).toContain('everything this check asks for')
    const miss = take(contentOf(), () => ({ correct: false }), { focus: ['evidence'] })
    expect(miss.met.map((one) => one.split('-')[0])).toEqual(['evidence', 'aid evidence', 'evidence'])
    expect(miss.result.verdict).toBe('not-yet')
  })

  it('says that nothing could be asked of a part that is gone, rather than credit it', () => {
    expect(take(contentOf(), right, { focus: ['gone'] }).result).toMatchObject({
      verdict: 'cannot-tell',
      subCompetencies: [],
    })
  })

  it('gives a reason in words for every item, whatever it aims at', () => {
    const parameters = Object.fromEntries(subs.flatMap((sub) => (items[sub] ?? []).map((id) => [id, measured])))
    const stop = { minItems: 6, maxItems: 8, standardError: 0.1, certainty: 0.99 }
    const estimate = take(contentOf({ stop }, parameters), right)
    const cut = take(contentOf({ stop, select: 'cut' }, parameters), right)
    expect(estimate.whys.at(-1)).toContain('tell most about what you can do')
    expect(cut.whys.at(-1)).toContain('tell most about whether you can do it already')
    for (const why of [...estimate.whys, ...cut.whys]) expect(why).toMatch(/^[A-Z"].*\.$/)
  })

  it.each([
    ['certain', { minItems: 2, maxItems: 8, standardError: 0.01, certainty: 0.7 }, 'with a certainty of 70 %'],
    ['precise', { minItems: 2, maxItems: 8, standardError: 0.95, certainty: 0.999 }, 'hardly have told more'],
    ['length', { minItems: 2, maxItems: 3, standardError: 0.01, certainty: 0.999 }, 'asks 3 tasks at most'],
    ['nothing left', { minItems: 2, maxItems: 60, standardError: 0.01, certainty: 0.999 }, 'no further task was left'],
  ])('says why it ended: %s', (_, stop, words) => {
    expect(take(contentOf({ stop }), right).result.stopped).toContain(words)
  })

  it('draws among so many of the best as the blueprint says', () => {
    const first = (among: number) =>
      new Set(attempts.map((attempt) => take(contentOf({ among }, spread), right, { attempt }).met[0]))
    const spread = Object.fromEntries(
      subs.flatMap((sub) => (items[sub] ?? []).map((id, i) => [id, { ...measured, b: i / 2 }])),
    )
    expect(first(1)).toEqual(new Set(['limits-1']))
    expect([...first(3)].sort()).toEqual(['limits-1', 'limits-2', 'limits-3'])
  })
})

describe('what an attempt says of a person', () => {
  it('lets no answer given with an aid raise the ability alone', () => {
    const alone = take(contentOf(), right).result
    const aided = take(contentOf(), () => ({ correct: true, aided: true })).result
    expect(alone.ability.theta).toBeGreaterThan(0.5)
    expect(aided).toMatchObject({ verdict: 'can-do', aided: true, why: expect.stringContaining('with an aid open') })
    expect(aided.ability.theta).toBeCloseTo(0, 9)
    expect(aided.ability.se).toBeCloseTo(1, 1)
    // where the work is done with the aid at hand, they count
    const allowed = take(contentOf({ withAid: true }), () => ({ correct: true, aided: true })).result
    expect(allowed).toMatchObject({
      aided: true,
      aidAllowed: true,
      why: expect.stringContaining('as this work allows'),
    })
    expect(allowed.ability.theta).toBeCloseTo(alone.ability.theta, 9)
  })

  it('lets a wrong answer count against the ability alone, aid or not', () => {
    const first = (aided: boolean) =>
      take(contentOf({ stop: { minItems: 2, maxItems: 2, standardError: 0.1, certainty: 0.99 } }), () => ({
        correct: false,
        aided,
      })).result.ability.theta
    expect(first(true)).toBeCloseTo(first(false), 9)
    expect(first(true)).toBeLessThan(-0.3)
  })

  it('fails nobody on one item, however certain its parameters look, nor on the prior', () => {
    const parameters = Object.fromEntries(subs.flatMap((sub) => (items[sub] ?? []).map((id) => [id, measured])))
    for (const cut of [-1, 0, 2])
      for (const wrong of [0, 1, 2, 3]) {
        const { result } = take(contentOf({ cut }, parameters), (_, nth) => ({ correct: nth !== wrong }))
        expect(result.verdict).not.toBe('not-yet')
      }
  })

  it('is called measured only where answers stand behind every item it rests on', () => {
    const all = Object.fromEntries(subs.flatMap((sub) => (items[sub] ?? []).map((id) => [id, measured])))
    expect(take(contentOf({}, all), right).result.ability.calibrated).toBe(true)
    const { answers: _, ...believed } = measured
    const some = { ...all, ...Object.fromEntries((items.limits ?? []).map((id) => [id, believed])) }
    expect(take(contentOf({}, some), right).result.ability.calibrated).toBe(false)
    expect(take(contentOf({}, {}), right).result.ability.calibrated).toBe(false)
  })
})

type Finished = Extract<Turn, { state: 'finished' }>
const stable = ({ turn }: { turn: Finished }) => JSON.stringify(turn)
it('says the same again when the same steps are folded again', () => {
  for (const attempt of attempts) {
    const run = () => take(contentOf({ enemies: [['limits-1', 'limits-2']] }), right, { attempt })
    expect(stable(run())).toBe(stable(run()))
  }
})

describe('a task that was shown', () => {
  it('stays after a reload, also where another attempt has asked it since', () => {
    const content = contentOf()
    const turnAfter = (steps: AttemptStep[], seenBefore: ReadonlySet<string>) => {
      const { turn, record } = attemptTurn({ attempt: 'attempt-1', assessment: 'refunds', steps, content, seenBefore })
      return { item: turn.state === 'item' ? turn.item.id : null, record }
    }
    const first = turnAfter([], new Set()).item ?? ''
    const seen = new Set([first])
    expect(turnAfter([], seen).item).not.toBe(first)
    expect(turnAfter([{ step: 'shown', item: first }], seen)).toEqual({ item: first, record: null })
  })
})
