import { v7, validate, version } from 'uuid'

export interface IdSource {
  nowMs(): number
  randomBytes(length: number): Uint8Array
}

/** A UUIDv7 (RFC 9562): its first 48 bits are the time in ms, so ids sort by when the intent arose. */
export function newId({ nowMs, randomBytes }: IdSource): string {
  return v7({ msecs: nowMs(), random: randomBytes(16) })
}

export function isId(text: string): boolean {
  return validate(text) && version(text) === 7
}

/** @returns ms since 1970, as stamped by the device that made the id (its clock may be wrong) */
export function idTimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)
}
