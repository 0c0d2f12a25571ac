import * as v from 'valibot'
import { parseJson } from '#core/base'
import { DraftResponse } from '#core/ui'

/**
 * An answer being written: kept on this device until it is handed in, so that a reload or a crash loses no word.
 * `intent` is made at the first try to hand in exactly this answer.
 */
const Draft = v.object({
  response: DraftResponse,
  confidence: v.nullable(v.picklist(['guess', 'think-so', 'sure'])),
  intent: v.nullable(v.object({ id: v.string(), of: v.string() })),
})
export type Draft = v.InferOutput<typeof Draft>

/** everything under it is erased when somebody leaves the device */
export const PREFIX = 'handrail-draft:'
const keyOf = (attempt: string, item: string) => `${PREFIX}${attempt}:${item}`

/** @returns null when there is none, or what is there is not a draft */
export function readDraft(attempt: string, item: string): Draft | null {
  try {
    const kept = localStorage.getItem(keyOf(attempt, item))
    return kept === null ? null : parseJson(Draft, kept, 'draft')
  } catch {
    return null
  }
}

/** Best effort: a full or forbidden storage must not stop the writing. */
export function keepDraft(attempt: string, item: string, draft: Draft): void {
  try {
    localStorage.setItem(keyOf(attempt, item), JSON.stringify(draft))
  } catch {
    // the words stay on the screen; only a reload would lose them
  }
}

export function dropDraft(attempt: string, item: string): void {
  localStorage.removeItem(keyOf(attempt, item))
}

export function dropAllDrafts(): void {
  for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key)
}
