import * as v from 'valibot'
import { parseJson } from '#core/base'

/** An object somebody looked at here and means to sign with others. */
const Reviewed = v.object({
  sha256: v.string(),
  kind: v.string(),
  title: v.string(),
  version: v.number(),
  role: v.picklist(['sme', 'ld']),
})
export type Reviewed = v.InferOutput<typeof Reviewed>

/** Lies under the prefix of what is erased when somebody leaves the device. */
const keyOf = (person: string): string => `handrail-draft:reviewed:${person}`

/** What this person has reviewed on this device and not signed; nothing where it cannot be read. */
export function readReviewed(person: string): Reviewed[] {
  try {
    return parseJson(v.array(Reviewed), localStorage.getItem(keyOf(person)) ?? '[]', 'reviewed objects')
  } catch {
    return []
  }
}

/** @throws where the browser keeps nothing: the list is then only on the screen */
export function keepReviewed(person: string, reviewed: readonly Reviewed[]): void {
  localStorage.setItem(keyOf(person), JSON.stringify(reviewed))
}

/** Adds one, in the place of what was reviewed of it before. */
export function addReviewed(person: string, one: Reviewed): void {
  keepReviewed(person, [...readReviewed(person).filter(({ sha256 }) => sha256 !== one.sha256), one])
}
