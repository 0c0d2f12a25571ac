import type { Level } from '#core/content'
import type { MyRecord } from '../engine-api.ts'

/** How much a person is told of a procedure, and what that rests on in plain words. */
export interface FittingLevel {
  level: Level
  why: string
}

/**
 * The level of detail that fits what is on record of this person: everything it serves shown alone makes an expert; some of it
 * shown, and nothing missed since, a practised person; everybody else is told all of it.
 *
 * @param competencies ids the guide serves: competencies or parts of them
 */
export function fittingLevel(
  competencies: readonly string[],
  { attempts, competencies: standings }: Pick<MyRecord, 'attempts' | 'competencies'>,
): FittingLevel {
  const shown = new Map<string, 'alone' | 'aided' | 'missed'>()
  for (const { id, alone, withAid } of standings) {
    if (alone !== 'no-evidence') shown.set(id, alone === 'can-do' ? 'alone' : 'missed')
    else if (withAid !== 'no-evidence') shown.set(id, withAid === 'can-do' ? 'aided' : 'missed')
  }
  for (const { result } of [...attempts].sort((a, b) => (a.finishedAtMs ?? 0) - (b.finishedAtMs ?? 0)))
    for (const { id, state } of result?.subCompetencies ?? []) {
      if (state === 'missed') shown.set(id, 'missed')
      if (state === 'shown') shown.set(id, result?.aided ? 'aided' : 'alone')
    }
  const known = competencies.flatMap((id) => shown.get(id) ?? [])
  if (known.length === 0) return { level: 'novice', why: 'There is no result of yours on this yet.' }
  if (known.includes('missed')) return { level: 'novice', why: 'You missed part of this the last time.' }
  if (known.length === competencies.length && known.every((how) => how === 'alone'))
    return { level: 'expert', why: 'You have shown that you can do this alone.' }
  return { level: 'practised', why: 'You have shown part of this already.' }
}
