import type Database from 'better-sqlite3'
import * as v from 'valibot'

/** The units a word stands in, each with its signs; `units` counts them, also where they are too many to be kept. */
export interface Posting {
  units: number
  /** unit, signs, unit, signs...; null for a word that stands in too many to tell anything apart */
  entries: ArrayLike<number> | null
}

const Row = v.nullish(v.object({ units: v.number(), entries: v.nullable(v.instance(Uint8Array)) }))

/**
 * One row for each word with all the units it stands in: a look-up is one read, and what was read or changed stays in memory until
 * it is saved.
 *
 * @param mostUnits a word in more units keeps its count only, for good: only a new index would list them again
 * @param mostKept  words that are remembered between look-ups
 */
export function createPostings(db: Database.Database, mostUnits: number, mostKept: number) {
  db.exec(
    `create table if not exists posting (word text primary key, units integer not null, entries blob) strict, without rowid`,
  )
  const select = db.prepare<[string]>('select units, entries from posting where word = ?')
  const upsert = db.prepare<[string, number, Uint8Array | null]>('insert or replace into posting values (?, ?, ?)')
  const remove = db.prepare<[string]>('delete from posting where word = ?')
  let kept = new Map<string, Posting>()
  const changed = new Set<string>()

  function read(word: string): Posting {
    let posting = kept.get(word)
    if (posting) return posting
    const row = v.parse(Row, select.get(word))
    posting = { units: row?.units ?? 0, entries: row ? row.entries && numbersOf(row.entries) : [] }
    if (kept.size >= mostKept && changed.size === 0) kept = new Map()
    kept.set(word, posting)
    return posting
  }

  /** To be changed: what was read is one block of memory, which does not grow. */
  function entriesOf(posting: Posting): number[] | null {
    if (posting.entries === null || Array.isArray(posting.entries)) return posting.entries
    const entries = Array.from(posting.entries)
    posting.entries = entries
    return entries
  }

  return {
    read,
    add(word: string, unit: number, signs: number): void {
      const posting = read(word)
      posting.units++
      if (posting.units > mostUnits) posting.entries = null
      entriesOf(posting)?.push(unit, signs)
      changed.add(word)
    },
    drop(word: string, unit: number): void {
      const posting = read(word)
      posting.units = Math.max(0, posting.units - 1)
      const entries = entriesOf(posting)
      for (let at = 0; entries && at < entries.length; at += 2)
        if (entries[at] === unit) {
          entries.splice(at, 2)
          break
        }
      changed.add(word)
    },
    /** Writes what changed. */
    save(): void {
      for (const word of changed) {
        const { units, entries } = read(word)
        if (units === 0) remove.run(word)
        else upsert.run(word, units, entries && bytesOf(entries))
      }
      changed.clear()
    },
    /** What is in memory is not what is on disk any more. */
    forget(): void {
      changed.clear()
      kept = new Map()
    },
  }
}

const numbersOf = (bytes: Uint8Array): Uint32Array => new Uint32Array(Uint8Array.from(bytes).buffer)
const bytesOf = (entries: ArrayLike<number>): Uint8Array => new Uint8Array(Uint32Array.from(entries).buffer)
