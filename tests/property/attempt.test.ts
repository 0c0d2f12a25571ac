import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LearningEvent, readEvents } from '#core/events'
import { myRecord, nextSteps, turnOf } from '#core/learner'
import { demoAssessments } from '../support/demo-content.ts'
import { type Doing, takeAttempt } from '../support/learner-at-work.ts'

const content = demoAssessments()
const assessments = [...content.blueprints.keys()]
const seed = Date.now() % 2 ** 31
console.log(`attempt properties: seed ${seed}`)
const check = <T>(arbitrary: fc.Arbitrary<T>, holds: (value: T) => void) =>
  fc.assert(fc.property(arbitrary, holds), { seed, numRuns: 150 })

const doing = fc.record({
  correct: fc.boolean(),
  abstained: fc.boolean(),
  aid: fc.boolean(),
  confidence: fc.constantFrom('guess' as const, 'think-so' as const, 'sure' as const),
})
const walk = fc.record({
  assessment: fc.constantFrom(...assessments),
  answers: fc.array(doing, { minLength: 1, maxLength: 12 }),
  stopAfter: fc.integer({ min: 0, max: 12 }),
})
type Walk = { assessment: string; answers: Doing[]; stopAfter: number }
const taken = ({ assessment, answers, stopAfter }: Walk) => {
  let nth = 0
  return takeAttempt(assessment, content, () => (nth >= stopAfter ? null : (answers[nth++ % answers.length] ?? null)))
}
const shuffled = (events: readonly LearningEvent[]) => fc.shuffledSubarray([...events], { minLength: events.length })

describe('an attempt, whatever happens in it', () => {
  it('ends, asks no item twice, and reads at most one aid a sub-competency', () => {
    check(walk, (each) => {
      const { turns } = taken({ ...each, stopAfter: 99 })
      const asked = turns.flatMap((turn) => (turn.state === 'item' ? [turn.item.id] : []))
      const read = turns.flatMap((turn) => (turn.state === 'remedial' ? [turn.subCompetency.id] : []))
      expect(turns.at(-1)?.state).toBe('finished')
      expect(new Set(asked).size).toBe(asked.length)
      expect(new Set(read).size).toBe(read.length)
      for (const turn of turns) expect(turn.progress.answered).toBeLessThanOrEqual(turn.progress.most)
    })
  })

  it('stands at the same place whatever order its events arrive in, and however often', () => {
    check(
      walk.chain((each) => {
        const run = taken(each)
        return fc.tuple(fc.constant(run), shuffled(run.events))
      }),
      ([{ attempt, events }, arrived]) => {
        const turn = turnOf(attempt, readEvents(events), content)
        expect(turnOf(attempt, readEvents([...arrived, ...arrived]), content)).toEqual(turn)
        expect(myRecord([...arrived, ...arrived], content, new Set())).toEqual(myRecord(events, content, new Set()))
        const today = { content, profiles: [], today: '2026-11-21', recommendPath: true }
        expect(nextSteps({ ...today, events: arrived })).toEqual(nextSteps({ ...today, events }))
      },
    )
  })

  it('asks for nothing more to be written once what it asked for is written', () => {
    check(walk, (each) => {
      const { attempt, events } = taken(each)
      expect(turnOf(attempt, readEvents(events), content).append).toBeNull()
    })
  })

  it('finishes as able only when every sub-competency was shown', () => {
    check(walk, (each) => {
      const last = taken({ ...each, stopAfter: 99 }).turns.at(-1)
      if (last?.state !== 'finished') throw new Error('not finished')
      const { verdict, subCompetencies } = last.result
      if (verdict === 'can-do') expect(subCompetencies.every((sub) => sub.state === 'shown')).toBe(true)
      if (verdict === 'waiting') expect(subCompetencies.some((sub) => sub.state !== 'shown')).toBe(true)
      expect(last.result.why).not.toBe('')
    })
  })
})
