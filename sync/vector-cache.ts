import { mkdirSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import { parse } from '#core/base'
import { type Embedder, vectorKey } from '#core/embedding'

const Rows = v.array(v.object({ key: v.string(), vector: v.instance(Uint8Array) }))
const BATCH = 64

/** A damaged cache is worth nothing: it is made anew. */
function openOrRenew(file: string): Database.Database {
  try {
    return openCache(file)
  } catch (error) {
    if (!(error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code))) throw error
    for (const part of ['', '-wal', '-shm']) rmSync(file + part, { force: true })
    return openCache(file)
  }
}

function openCache(file: string): Database.Database {
  const db = new Database(file, { timeout: 5000 })
  try {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = NORMAL')
    db.exec('create table if not exists vector (key text primary key, vector blob not null) strict, without rowid')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

/** An embedder that keeps what it made in a SQLite file, by the hash of model and text, unrounded. The file may be deleted at any time. */
export function createFileCachedEmbedder(embedder: Embedder, file: string): Embedder & { close(): void } {
  mkdirSync(dirname(file), { recursive: true })
  const db = openOrRenew(file)
  const select = db.prepare('select key, vector from vector where key in (select value from json_each(?))')
  const insert = db.prepare('insert or ignore into vector (key, vector) values (?, ?)')
  const keep = db.transaction((entries: [string, Float32Array][]) => {
    for (const [key, vector] of entries)
      insert.run(key, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength))
  })

  return {
    model: embedder.model,
    dimensions: embedder.dimensions,
    async embed(texts, signal) {
      const byKey = new Map(texts.map((text) => [vectorKey(embedder.model, text), text]))
      const made = new Map<string, Float32Array>()
      for (const { key, vector } of parse(Rows, select.all(JSON.stringify([...byKey.keys()])), 'vector cache'))
        made.set(key, new Float32Array(vector.slice().buffer))
      const missing = [...byKey].filter(([key]) => !made.has(key))
      for (let from = 0; from < missing.length; from += BATCH) {
        const batch = missing.slice(from, from + BATCH)
        const vectors = await embedder.embed(
          batch.map(([, text]) => text),
          signal,
        )
        const entries = batch.map(([key], i): [string, Float32Array] => [key, vectors[i] ?? new Float32Array()])
        keep(entries)
        for (const [key, vector] of entries) made.set(key, vector)
      }
      return texts.map((text) => made.get(vectorKey(embedder.model, text)) ?? new Float32Array(embedder.dimensions))
    },
    close: () => void db.close(),
  }
}
