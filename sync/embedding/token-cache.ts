import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { type EmbeddedText, type EmbeddedToken, type Embedder, quantise, vectorKey } from '#core/embedding'

const Rows = v.array(v.object({ key: v.string(), entry: v.instance(Uint8Array) }))
const BATCH = 64
/** from, to and id of a token, two bytes each */
const PLACE_BYTES = 6

/** Token vectors of texts that come again, by the hash of model and text. */
export interface TokenCache {
  /**
   * @param onProgress called after each batch with how many of the missing texts are done
   * @returns one entry a distinct text
   */
  embed(texts: readonly string[], onProgress: (done: number, of: number) => void): Promise<Map<string, EmbeddedText>>
  close(): void
}

/** Keeps vectors in a SQLite file, those of tokens in a byte a number. The file may be deleted at any time. */
export function openTokenCache(embedder: Embedder, file: string): TokenCache {
  mkdirSync(dirname(file), { recursive: true })
  const db = new Database(file, { timeout: 5000 })
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec('create table if not exists embedded (key text primary key, entry blob not null) strict, without rowid')
  const select = db.prepare('select key, entry from embedded where key in (select value from json_each(?))')
  const insert = db.prepare('insert or ignore into embedded (key, entry) values (?, ?)')
  const keep = db.transaction((entries: (readonly [string, Uint8Array])[]) => {
    for (const [key, entry] of entries) insert.run(key, entry)
  })
  return {
    async embed(texts, onProgress) {
      const byKey = new Map(texts.map((text) => [vectorKey(embedder.model, text), text]))
      const made = new Map<string, EmbeddedText>()
      for (const { key, entry } of parse(Rows, select.all(JSON.stringify([...byKey.keys()])), 'token vector cache'))
        made.set(byKey.get(key) ?? '', unpack(entry, embedder.dimensions))
      const missing = [...byKey].filter(([, text]) => !made.has(text))
      for (let from = 0; from < missing.length; from += BATCH) {
        const batch = missing.slice(from, from + BATCH)
        const embedded = await embedder.embedTokens?.(batch.map(([, text]) => text))
        if (!embedded) throw new AppError('embedder-unavailable', 'This embedder gives no vectors of tokens.')
        const entries = batch.flatMap(([key], i) => (embedded[i] ? [[key, pack(embedded[i])] as const] : []))
        keep(entries)
        // as read from the cache, so that a first run and a second give the same figures
        for (const [key, entry] of entries) made.set(byKey.get(key) ?? '', unpack(entry, embedder.dimensions))
        onProgress(from + batch.length, missing.length)
      }
      return made
    },
    close: () => void db.close(),
  }
}

function pack({ pooled, tokens }: EmbeddedText): Uint8Array {
  const dimensions = pooled.length
  const bytes = new Uint8Array(dimensions * 4 + tokens.length * (PLACE_BYTES + dimensions))
  const view = new DataView(bytes.buffer)
  for (const [i, value] of pooled.entries()) view.setFloat32(i * 4, value, true)
  for (const [i, { from, to, id, vector }] of tokens.entries()) {
    const at = dimensions * 4 + i * (PLACE_BYTES + dimensions)
    for (const [n, value] of [from, to, id].entries()) view.setUint16(at + n * 2, Math.min(value, 0xffff), true)
    bytes.set(new Uint8Array(quantise(vector).buffer), at + PLACE_BYTES)
  }
  return bytes
}

function unpack(bytes: Uint8Array, dimensions: number): EmbeddedText {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const pooled = Float32Array.from({ length: dimensions }, (_, i) => view.getFloat32(i * 4, true))
  const tokens: EmbeddedToken[] = []
  for (let at = dimensions * 4; at < bytes.length; at += PLACE_BYTES + dimensions) {
    const [from, to, id] = [0, 2, 4].map((place) => view.getUint16(at + place, true))
    const vector = Float32Array.from({ length: dimensions }, (_, i) => view.getInt8(at + PLACE_BYTES + i))
    tokens.push({ from: from ?? 0, to: to ?? 0, id: id ?? 0, vector: toUnit(vector) })
  }
  return { pooled, tokens }
}

function toUnit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}
