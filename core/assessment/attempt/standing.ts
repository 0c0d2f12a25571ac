import type { AssessmentContent, Blueprint } from '../assessment-content.ts'
import { personScores } from './person-scores.ts'
import type { AttemptStep, FinishedStep } from './step.ts'

/**
 * Where a sub-competency stands. A miss is counted against the first sub-competency of an item, what it is chiefly about; a
 * correct answer credits all of them.
 */
export interface SubStanding {
  id: string
  /** `missed`: its aid has not been read yet; `retest`: read, another item follows; `failed`: missed twice */
  state: 'open' | 'shown' | 'missed' | 'retest' | 'failed'
  misses: number
  /** wrong and sure: goes first, because nobody looks up what they believe they know */
  sureMiss: boolean
  asked: number
  /** answers that wait for a person */
  abstained: number
}

export interface CountedAnswer {
  item: string
  subCompetency: string
  scored: boolean
  correct: boolean
  aided: boolean
  /** a person scored it */
  byPerson: boolean
}

export interface Standing {
  /** in the blueprint's order of remedials */
  subs: readonly SubStanding[]
  answers: readonly CountedAnswer[]
  /** shown last and not answered yet */
  shown: string | null
  finished: FinishedStep | null
  /** when a person last scored an answer that counts here, ms; null when nobody did */
  readAtMs: number | null
}

/**
 * Folds an attempt's steps. The first answer to an item counts, what comes after the finish does not; a person's score counts
 * where the answer was given (`personScores`).
 */
export function standingOf(blueprint: Blueprint, content: AssessmentContent, steps: readonly AttemptStep[]): Standing {
  const subs = new Map(blueprint.remedial.map(({ subCompetency: id }) => [id, newSub(id)]))
  const answers = new Map<string, CountedAnswer>()
  let shown: string | null = null
  let aidOpened = false
  const people = personScores(steps)
  let over = false
  for (const step of steps) {
    if (step.step === 'scored-by-person') over = over && !people.counting.has(step)
    if (over) continue
    switch (step.step) {
      case 'shown':
        if (step.item !== shown) aidOpened = false
        shown = step.item
        break
      case 'aid-opened':
        aidOpened = shown !== null
        break
      case 'remedial-opened': {
        const sub = subs.get(step.subCompetency)
        if (sub?.state === 'missed') subs.set(sub.id, { ...sub, state: 'retest' })
        break
      }
      case 'scored-by-person':
        break
      case 'finished':
        over = true
        break
      case 'answered': {
        const [first, ...others] = content.items.get(step.item)?.body.subCompetencies ?? []
        if (answers.has(step.item) || first === undefined) break
        const aided = step.aided || (aidOpened && shown === step.item)
        const person = people.byItem.get(step.item)
        const scored = person !== undefined || step.state === 'scored'
        const { correct } = person ?? step
        answers.set(step.item, {
          item: step.item,
          subCompetency: first,
          scored,
          correct,
          aided,
          byPerson: person !== undefined,
        })
        const sub = subs.get(first)
        if (sub) subs.set(first, answered(sub, { scored, correct, sure: step.confidence === 'sure' }))
        if (scored && correct)
          for (const id of others) {
            const other = subs.get(id)
            if (other?.state === 'open') subs.set(id, { ...other, state: 'shown' })
          }
        if (shown === step.item) shown = null
        aidOpened = false
      }
    }
  }
  const readAtMs = [...people.byItem.values()].reduce<number | null>(
    (last, { atMs }) => Math.max(last ?? 0, atMs),
    null,
  )
  return { subs: [...subs.values()], answers: [...answers.values()], shown, finished: people.finished, readAtMs }
}

const newSub = (id: string): SubStanding => ({
  id,
  state: 'open',
  misses: 0,
  sureMiss: false,
  asked: 0,
  abstained: 0,
})

function answered(sub: SubStanding, answer: { scored: boolean; correct: boolean; sure: boolean }): SubStanding {
  const next = { ...sub, asked: sub.asked + 1 }
  if (!answer.scored) return { ...next, abstained: sub.abstained + 1 }
  if (answer.correct) return { ...next, state: sub.state === 'failed' ? 'failed' : 'shown' }
  const misses = sub.misses + 1
  return { ...next, misses, sureMiss: answer.sure, state: misses > 1 ? 'failed' : 'missed' }
}
