import * as v from 'valibot'
import { type BoardAct, type BoardDecision, BoardDecisions } from '#core/authoring'

export interface DecisionForm {
  about: 'item' | 'path'
  id: string
  title: string
  act: BoardAct | ''
  reason: string
  lookOn: string
}

export const emptyDecision = (about: DecisionForm['about'], id: string, title: string): DecisionForm => ({
  about,
  id,
  title,
  act: '',
  reason: '',
  lookOn: '',
})

/** Null while one of them lacks its reason or its day. */
export function toDecisions(forms: readonly DecisionForm[]): BoardDecision[] | null {
  const read = v.safeParse(
    BoardDecisions,
    forms.map(({ about, id, act, reason, lookOn }) => ({
      about,
      id,
      act,
      reason,
      lookOn: act === 'look-again' ? lookOn : null,
    })),
  )
  return read.success ? read.output : null
}
