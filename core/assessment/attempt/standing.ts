import type { AssessmentContent, Blueprint } from '../assessment-content.ts'
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
}

export interface Standing {
  /** in the blueprint's order of remedials */
  subs: readonly SubStanding[]
  answers: readonly CountedAnswer[]
  /** shown last and not answered yet */
  shown: string | null
  finished: FinishedStep | null
}

/** Folds an attempt's steps. The first answer to an item counts, what comes after the finish does not. */
export function standingOf(blueprint: Blueprint, content: AssessmentContent, steps: readonly AttemptStep[]): Standing {
  const subs = new Map(blueprint.remedial.map(({ subCompetency: id }) => [id, newSub(id)]))
  const answers = new Map<string, CountedAnswer>()
  let shown: string | null = null
  let aidOpened = false
  let finished: FinishedStep | null = null
  for (const step of steps) {
    if (finished) break
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
      case 'finished':
        finished = step
        break
      case 'answered': {
        const [first, ...others] = content.items.get(step.item)?.body.subCompetencies ?? []
        if (answers.has(step.item) || first === undefined) break
        const aided = step.aided || (aidOpened && shown === step.item)
        answers.set(step.item, {
          item: step.item,
          subCompetency: first,
          scored: step.state === 'scored',
          correct: step.correct,
          aided,
        })
        const sub = subs.get(first)
        if (sub) subs.set(first, answered(sub, step))
        if (step.state === 'scored' && step.correct)
          for (const id of others) {
            const other = subs.get(id)
            if (other?.state === 'open') subs.set(id, { ...other, state: 'shown' })
          }
        if (shown === step.item) shown = null
        aidOpened = false
      }
    }
  }
  return { subs: [...subs.values()], answers: [...answers.values()], shown, finished }
}

const newSub = (id: string): SubStanding => ({
  id,
  state: 'open',
  misses: 0,
  sureMiss: false,
  asked: 0,
  abstained: 0,
})

function answered(sub: SubStanding, step: Extract<AttemptStep, { step: 'answered' }>): SubStanding {
  const next = { ...sub, asked: sub.asked + 1 }
  if (step.state === 'abstained') return { ...next, abstained: sub.abstained + 1 }
  if (step.correct) return { ...next, state: sub.state === 'failed' ? 'failed' : 'shown' }
  const misses = sub.misses + 1
  return { ...next, misses, sureMiss: step.confidence === 'sure', state: misses > 1 ? 'failed' : 'missed' }
}
