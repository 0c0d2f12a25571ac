import * as v from 'valibot'
import { freshId } from '../../use-engine.ts'
import { keepText, readKept } from '../kept-text.ts'
import { GapForm } from './gap-form.ts'

const KEY = 'gap-new'
export const gapKey = (id: string): string => `gap ${id}`

/** The id of a new gap: the one whose text was begun here and never saved, so that it is found again, else a fresh one. */
export function newGapId(): string {
  const begun = readKept(KEY, v.string())
  if (begun && readKept(gapKey(begun.body), GapForm)?.base === 0) return begun.body
  const id = freshId()
  keepText(KEY, { base: 0, body: id })
  return id
}
