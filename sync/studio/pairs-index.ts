import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import { parseJson } from '#core/base'

/**
 * What is compared, by its rare words: sentences (`s`), passages (`p`) and whole documents (`d`). Derived from the documents, in a
 * file of its own; losing it costs a comparison of everything.
 */
export type Level = 's' | 'p' | 'd'

export interface Unit {
  n: number
  document: string
  /** equal keys mean equal texts */
  key: string
  body: string
}

export interface NewUnit {
  level: Level
  key: string
  body: string
  /** stems of a sentence, or the sketch of a longer text */
  words: readonly string[]
  /** sentences with values only: equal skeletons differ in values alone */
  skeleton: string | null
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

const TABLES = `
  create table if not exists document (id text primary key, sha256 text not null, title text not null) strict, without rowid;
  create table if not exists unit (n integer primary key, level text not null, document text not null, key text not null, skeleton text, body text not null) strict;
  create index if not exists unit_document on unit (document);
  create index if not exists unit_key on unit (key, document);
  create index if not exists unit_skeleton on unit (skeleton) where skeleton is not null;
  create table if not exists word (id integer primary key, text text not null unique, units integer not null) strict;
  create table if not exists posting (word integer not null, unit integer not null, primary key (word, unit)) strict, without rowid;
  create index if not exists posting_unit on posting (unit);
  create table if not exists setting (name text primary key, value text not null) strict, without rowid;
`

/** A damaged index is worth nothing: it is made anew. */
function openOrRenew(file: string, configuration: string): Database.Database {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  try {
    return openFile(file, configuration)
  } catch (error) {
    if (!(error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code))) throw error
    for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true })
    return openFile(file, configuration)
  }
}

function openFile(file: string, configuration: string): Database.Database {
  const db = new Database(file, { timeout: 5000 })
  try {
    db.pragma('journal_mode = WAL')
    // derived: a power cut may cost it
    db.pragma('synchronous = OFF')
    db.pragma('cache_size = -65536')
    db.exec(TABLES)
    const known = db.prepare("select value from setting where name = 'configuration'").pluck().get()
    if (known === configuration) return db
    db.exec('delete from posting; delete from unit; delete from word; delete from document;')
    db.prepare("insert or replace into setting values ('configuration', ?)").run(configuration)
    return db
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
  const one = <T extends unknown[]>(sql: string) => db.prepare<T>(sql)
  const addUnit = one<[string, string, string, string | null, string]>(
    'insert into unit (level, document, key, skeleton, body) values (?, ?, ?, ?, ?)',
  )
  const addWord = one<[string]>(
    'insert into word (text, units) values (?, 1) on conflict (text) do update set units = units + 1 returning id',
  ).pluck()
  const addPosting = one<[number, number | bigint]>('insert or ignore into posting (word, unit) values (?, ?)')
  const unitsOf = one<[string]>('select n from unit where document = ?').pluck()
  const wordsOf = one<[number]>('select word from posting where unit = ?').pluck()
  const fewer = one<[number]>('update word set units = units - 1 where id = ?')
  const dropPostings = one<[number]>('delete from posting where unit = ?')
  const dropUnit = one<[number]>('delete from unit where n = ?')
  const wordRow = one<[string]>('select id, units from word where text = ?')
  const posted = one<[number]>('select unit from posting where word = ?').pluck()
  const unitRow = one<[number]>('select n, document, key, body from unit where n = ?')
  const bySkeleton = one<[string, number]>('select n from unit where skeleton = ? limit ?').pluck()
  const documentsOfKey = one<[string]>('select distinct document from unit where key = ?').pluck()
  const putDocument = one<[string, string, string]>('insert or replace into document values (?, ?, ?)')
  const dropDocument = one<[string]>('delete from document where id = ?')
  const count = one<[string]>('select count(*) from unit where level = ?').pluck()

  const Strings = v.array(v.string())
  const read = <T extends v.GenericSchema>(schema: T, value: unknown): v.InferOutput<T> => v.parse(schema, value)

  function remove(document: string): void {
    for (const n of numbers(unitsOf.all(document))) {
      for (const word of numbers(wordsOf.all(n))) fewer.run(word)
      dropPostings.run(n)
      dropUnit.run(n)
    }
    dropDocument.run(document)
  }

  let rarity = new Map<string, { id: number; units: number } | null>()
  const WordRow = v.nullish(v.object({ id: v.number(), units: v.number() }))
  function rarityOf(level: Level, word: string) {
    const text = `${level}${word}`
    let row = rarity.get(text)
    if (row === undefined) {
      row = read(WordRow, wordRow.get(text)) ?? null
      // words repeat between sentences; a bound keeps memory flat over a large library
      if (rarity.size > 200_000) rarity = new Map()
      rarity.set(text, row)
    }
    return row
  }

  return {
    documents: (): IndexedDocument[] =>
      read(
        v.array(v.object({ id: v.string(), sha256: v.string(), title: v.string() })),
        db.prepare('select id, sha256, title from document').all(),
      ),
    /** Puts a document's units in the place of those it had. */
    put: db.transaction((document: IndexedDocument, units: readonly NewUnit[]) => {
      remove(document.id)
      putDocument.run(document.id, document.sha256, document.title)
      for (const { level, key, body, words, skeleton } of units) {
        const { lastInsertRowid } = addUnit.run(level, document.id, key, skeleton, body)
        for (const word of new Set(words))
          addPosting.run(read(v.number(), addWord.get(`${level}${word}`)), lastInsertRowid)
      }
      rarity = new Map()
    }),
    remove: db.transaction(remove),
    /** ln(1 + units / units with the word) among the units of a level. */
    idf(level: Level): (word: string) => number {
      const all = read(v.number(), count.get(level))
      return (word) => Math.log(1 + all / Math.max(1, rarityOf(level, word)?.units ?? 1))
    },
    /** The units that share most rare words with one, most first, without those of its own document. */
    candidates(
      level: Level,
      of: { document: string; words: readonly string[]; skeleton: string | null },
      limit: number,
    ): Unit[] {
      const all = read(v.number(), count.get(level))
      const rare = [...new Set(of.words)]
        .flatMap((word) => rarityOf(level, word) ?? [])
        .filter(({ units }) => units > 1 && units <= MOST_UNITS)
        .sort((a, b) => a.units - b.units)
        .slice(0, RAREST[level])
      const weight = new Map<number, number>()
      let looked = 0
      for (const { id, units } of rare) {
        if (looked >= ENOUGH_POSTINGS) break
        looked += units
        const rarity = Math.log(1 + all / units)
        for (const n of numbers(posted.all(id))) weight.set(n, (weight.get(n) ?? 0) + rarity)
      }
      if (of.skeleton !== null)
        for (const n of numbers(bySkeleton.all(of.skeleton, MOST_SKELETONS))) weight.set(n, Number.MAX_VALUE)
      const best = [...weight].sort(([, a], [, b]) => b - a)
      const found: Unit[] = []
      for (const [n] of best) {
        if (found.length >= limit) break
        const unit = read(UnitRow, unitRow.get(n))
        if (unit.document !== of.document) found.push(unit)
      }
      return found
    },
    /** Documents in which a text stands word for word. */
    documentsWith: (key: string): string[] => read(Strings, documentsOfKey.all(key)),
    close: () => void db.close(),
  }
}

/** Columns declared integer in a strict table; a schema on each of millions of rows would cost more than the comparison. */
const numbers = (rows: unknown[]): number[] => rows.map(Number)

const UnitRow = v.object({ n: v.number(), document: v.string(), key: v.string(), body: v.string() })

/** A unit's body through its schema. */
export const readBody = <T extends v.GenericSchema>(schema: T, unit: Pick<Unit, 'body'>): v.InferOutput<T> =>
  parseJson(schema, unit.body, 'index of sentences')
