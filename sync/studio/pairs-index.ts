import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import { createPostings, type Posting } from './pairs-postings.ts'

/**
 * What is compared, by its rare words: sentences (`s`), passages (`p`) and whole documents (`d`). Derived from the documents, in a
 * file of its own; losing it costs a comparison of everything.
 */
export type Level = 's' | 'p' | 'd'

export interface NewUnit {
  level: Level
  /** equal keys mean equal texts */
  key: string
  body: string
  /** stems of a sentence, or the sketch of a longer text; each once, without spaces */
  words: readonly string[]
  /** sentences with values only: equal skeletons differ in values alone */
  skeleton: string | null
  /** what kinds of difference it can take part in, 0 to 65535 */
  signs: number
  /** passages and documents: all words and word pairs as hashes */
  marks: Uint8Array | null
}

export interface Unit extends NewUnit {
  n: number
  document: string
}

/** A unit that shares rare words with another. */
export interface Candidate {
  n: number
  signs: number
  /** rarity of the words shared that were looked up, summed */
  weight: number
}

/** What of a document is new since it was put last, and the keys of what it no longer says. */
export interface Put {
  added: ReadonlySet<number>
  gone: string[]
}

export interface IndexedDocument {
  id: string
  sha256: string
  title: string
}

/** A word that stands in more units than this tells nothing apart, and would make the comparison grow with the square. */
const MOST_UNITS = 400
/** So many of a unit's rarest words are looked up. */
const RAREST: Readonly<Record<Level, number>> = { s: 8, p: 24, d: 24 }
/** Once the rarest words led to so many, the less rare ones are not looked up any more: they would add work, not candidates. */
const ENOUGH_POSTINGS = 800
/** Units with the same skeleton that are looked at, beyond those the words find. */
const MOST_SKELETONS = 20
/** Words of sentences come up again and again, those of sketches hardly ever. */
const KEPT_WORDS = 300_000
const KEPT_SKETCHES = 10_000

const TABLES = `
  create table if not exists document (id text primary key, sha256 text not null, title text not null) strict, without rowid;
  create table if not exists unit (n integer primary key autoincrement, level text not null, document text not null, key text not null, skeleton text, signs integer not null, words text not null, marks blob, body text not null) strict;
  create index if not exists unit_document on unit (document);
  create index if not exists unit_key on unit (key, document);
  create index if not exists unit_skeleton on unit (skeleton) where skeleton is not null;
  create table if not exists setting (name text primary key, value text not null) strict, without rowid;
`

/** A damaged index, or one made with another configuration, is worth nothing: it is made anew. */
function openOrRenew(file: string, configuration: string): Database.Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  try {
    const db = openFile(file, configuration)
    if (db) return db
  } catch (error) {
    if (!(error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code))) throw error
  }
  for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true })
  const made = openFile(file, configuration)
  if (!made) throw new Error('a new index has its own configuration')
  return made
}

/** @returns null when it was made with another configuration */
function openFile(file: string, configuration: string): Database.Database | null {
  const db = new Database(file, { timeout: 5000 })
  try {
    db.pragma('journal_mode = WAL')
    // derived: a power cut may cost it
    db.pragma('synchronous = OFF')
    db.pragma('cache_size = -65536')
    const isNew = db.prepare("select count(*) from sqlite_master where name = 'setting'").pluck().get() === 0
    if (isNew) {
      db.exec(TABLES)
      db.prepare("insert into setting values ('configuration', ?)").run(configuration)
    }
    const known = db.prepare("select value from setting where name = 'configuration'").pluck().get()
    if (known === configuration) return db
    db.close()
    return null
  } catch (error) {
    db.close()
    throw error
  }
}

export type PairsIndex = ReturnType<typeof openPairsIndex>

/**
 * @param file          `:memory:` for one that is gone with the process
 * @param configuration what decides a comparison; an index made with another is made anew
 */
export function openPairsIndex(file: string, configuration: string) {
  const db = openOrRenew(file, configuration)
  const ofSentences = createPostings(db, MOST_UNITS, KEPT_WORDS)
  const ofCopies = createPostings(db, MOST_UNITS, KEPT_SKETCHES)
  const postings = (level: Level) => (level === 's' ? ofSentences : ofCopies)
  const one = <T extends unknown[]>(sql: string) => db.prepare<T>(sql)
  const addUnit = one<[string, string, string, string | null, number, string, Uint8Array | null, string]>(
    'insert into unit (level, document, key, skeleton, signs, words, marks, body) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const columns = 'select n, level, document, key, skeleton, signs, words, marks, body from unit'
  const unitsOf = one<[string]>(`${columns} where document = ? order by n`)
  const unitRow = one<[number]>(`${columns} where n = ?`)
  const wordsRow = one<[number]>('select words from unit where n = ?').pluck()
  const dropUnit = one<[number]>('delete from unit where n = ?')
  const moveUnit = one<[string, number]>('update unit set body = ? where n = ?')
  const bySkeleton = one<[string, number]>('select n from unit where skeleton = ? limit ?').pluck()
  const documentsOfKey = one<[string]>('select distinct document from unit where key = ?').pluck()
  const putDocument = one<[string, string, string]>('insert or replace into document values (?, ?, ?)')
  const titleRow = one<[string]>('select title from document where id = ?').pluck()
  const dropDocument = one<[string]>('delete from document where id = ?')

  function units(document: string): Unit[] {
    return unitsOf.all(document).map(toUnit)
  }
  function take({ n, level, words }: Unit): void {
    for (const word of [ANY_WORD, ...words]) postings(level).drop(level + word, n)
    dropUnit.run(n)
  }
  function drop(document: string): void {
    for (const unit of units(document)) take(unit)
    dropDocument.run(document)
  }
  /** A text that stays keeps its number, and is known to have been compared. */
  function put(document: IndexedDocument, all: readonly NewUnit[]): Put {
    const before = new Map<string, Unit[]>()
    for (const unit of units(document.id)) {
      const name = unit.level + unit.key
      before.set(name, [...(before.get(name) ?? []), unit])
    }
    putDocument.run(document.id, document.sha256, document.title)
    const added = new Set<number>()
    for (const { level, key, body, words, skeleton, signs, marks } of all) {
      const same = before.get(level + key)?.pop()
      if (same) {
        if (same.body !== body) moveUnit.run(body, same.n)
        continue
      }
      const row = addUnit.run(level, document.id, key, skeleton, signs, words.join(' '), marks, body)
      const n = Number(row.lastInsertRowid)
      for (const word of [ANY_WORD, ...words]) postings(level).add(level + word, n, signs)
      added.add(n)
    }
    const gone = [...before.values()].flat()
    for (const unit of gone) take(unit)
    return { added, gone: gone.map(({ key }) => key) }
  }

  const unitsIn = (level: Level): number => postings(level).read(level + ANY_WORD).units

  return {
    documents: (): IndexedDocument[] =>
      v.parse(v.array(IndexedDocument), db.prepare('select id, sha256, title from document').all()),
    title: (document: string): string | null => v.parse(v.nullish(v.string()), titleRow.get(document)) ?? null,
    units,
    /** Everything `work` puts and drops, or nothing of it. The file is written by one run at a time. */
    /** Everything `work` puts and drops, or nothing of it. The file is written by one run at a time. */
    change<T>(work: (to: { put: typeof put; drop: typeof drop }) => T): T {
      db.exec('begin')
      try {
        const result = work({ put, drop })
        ofSentences.save()
        ofCopies.save()
        db.exec('commit')
        return result
      } catch (error) {
        db.exec('rollback')
        ofSentences.forget()
        ofCopies.forget()
        throw error
      }
    },
    /** How rare a word is: ln(1 + units / units with the word) among the units of a level, as they are now. */
    idf(level: Level): (word: string) => number {
      const all = unitsIn(level)
      return (word) => Math.log(1 + all / Math.max(1, postings(level).read(level + word).units))
    },
    /**
     * The units that share most rare words with one, most first.
     *
     * @param accept which others come into question
     */
    candidates(
      { level, words, skeleton }: Pick<Unit, 'level' | 'words' | 'skeleton'>,
      accept: (n: number, signs: number) => boolean,
      limit: number,
    ): Candidate[] {
      const all = unitsIn(level)
      const found = new Map<number, Candidate>()
      const weigh = (n: number, signs: number, weight: number) => {
        const known = found.get(n)
        if (known) known.weight += weight
        else if (accept(n, signs)) found.set(n, { n, signs, weight })
      }
      let looked = 0
      for (const { units: many, entries } of rarest(
        words.map((word) => postings(level).read(level + word)),
        RAREST[level],
      )) {
        if (looked >= ENOUGH_POSTINGS) break
        looked += many
        const rarity = Math.log(1 + all / many)
        for (let at = 0; at < entries.length; at += 2) weigh(entries[at] ?? 0, entries[at + 1] ?? 0, rarity)
      }
      if (skeleton !== null)
        for (const n of bySkeleton.all(skeleton, MOST_SKELETONS))
          if (typeof n === 'number') weigh(n, ALL_SIGNS, Number.MAX_VALUE)
      return heaviest([...found.values()], limit)
    },
    /** @throws when there is none: numbers come from `candidates` */
    unit: (n: number): Unit => toUnit(unitRow.get(n)),
    /** The words of a unit alone: most candidates are told apart by them. */
    words: (n: number): string[] => toWords(v.parse(v.string(), wordsRow.get(n))),
    /** Documents in which a text stands word for word. */
    documentsWith: (key: string): string[] => v.parse(v.array(v.string()), documentsOfKey.all(key)),
    close: () => void db.close(),
  }
}

const ALL_SIGNS = 0xffff
/** Stands in every unit of its level: its posting counts them. */
const ANY_WORD = ''

/** Numbers are sorted many times faster than what holds them. */
function heaviest(candidates: Candidate[], limit: number): Candidate[] {
  const weights = Float64Array.from(candidates, ({ weight }) => weight).sort()
  const least = weights[Math.max(0, weights.length - limit)] ?? 0
  return candidates
    .filter(({ weight }) => weight >= least)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit)
}

/** Those that stand in few enough units, and in more than one. */
function rarest(postings: readonly Posting[], limit: number): { units: number; entries: ArrayLike<number> }[] {
  return postings
    .flatMap(({ units, entries }) => (entries && units > 1 ? [{ units, entries }] : []))
    .sort((a, b) => a.units - b.units)
    .slice(0, limit)
}

const IndexedDocument = v.object({ id: v.string(), sha256: v.string(), title: v.string() })
const UnitRow = v.object({
  n: v.number(),
  level: v.picklist(['s', 'p', 'd']),
  document: v.string(),
  key: v.string(),
  skeleton: v.nullable(v.string()),
  signs: v.number(),
  words: v.string(),
  marks: v.nullable(v.instance(Uint8Array)),
  body: v.string(),
})

function toUnit(row: unknown): Unit {
  const unit = v.parse(UnitRow, row)
  return { ...unit, words: toWords(unit.words) }
}

const toWords = (words: string): string[] => (words === '' ? [] : words.split(' '))
