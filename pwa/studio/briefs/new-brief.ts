import * as v from 'valibot'
import { freshId } from '../../use-engine.ts'
import { keepText, readKept } from '../kept-text.ts'
import { BriefForm } from './brief-form.ts'

const KEY = 'brief-new'
export const briefKey = (id: string): string => `brief ${id}`

/** The id of a new brief: the one whose text was begun here and never saved, so that it is found again, else a fresh one. */
export function newBriefId(): string {
  const begun = readKept(KEY, v.string())
  if (begun && readKept(briefKey(begun.body), BriefForm)?.base === 0) return begun.body
  const id = freshId()
  keepText(KEY, { base: 0, body: id })
  return id
}
