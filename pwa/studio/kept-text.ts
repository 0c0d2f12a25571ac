import * as v from 'valibot'
import { parse, parseJson } from '#core/base'
import { PREFIX } from '../drafts.ts'

/** A text that was not saved yet, and the version it is written on. */
export interface KeptText<T> {
  base: number
  body: T
}

const keyOf = (key: string) => `${PREFIX}studio:${key}`

/** @returns null when there is none, or what is there no longer fits its form */
export function readKept<T extends v.GenericSchema>(key: string, schema: T): KeptText<v.InferOutput<T>> | null {
  try {
    const kept = localStorage.getItem(keyOf(key))
    if (kept === null) return null
    const { base, body } = parseJson(v.object({ base: v.number(), body: v.unknown() }), kept, 'kept text')
    return { base, body: parse(schema, body, 'kept text') }
  } catch {
    return null
  }
}

/** Best effort: a full or forbidden storage must not stop the writing. */
export function keepText(key: string, kept: KeptText<unknown>): void {
  try {
    localStorage.setItem(keyOf(key), JSON.stringify(kept))
  } catch {
    // the words stay on the screen; only a reload would lose them
  }
}

export const dropKept = (key: string): void => localStorage.removeItem(keyOf(key))
