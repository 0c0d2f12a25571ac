import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { initDemo } from '../../../sync/demo/init-demo.ts'
import { openFolder } from '../../../sync/folder.ts'
import { realWorld } from '../../../sync/organisation.ts'
import { isStorageFault } from '../../../sync/storage-fault.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

const world = { ...realWorld, openEmbedder: () => wordEmbedder() }
const path = mkdtempSync(join(tmpdir(), 'handrail-no-disk-'))
afterEach(() => rmSync(path, { recursive: true, force: true }))

/** SQLite's own limit: beyond so many pages it answers as it does on a full disk, and rolls back by itself. */
async function limitPages(folder: ReturnType<typeof openFolder>, pages: number): Promise<void> {
  const { sql } = await import('kysely')
  await sql.raw(`pragma max_page_count = ${pages}`).execute(folder.db)
}

describe('a disk that is full while the demo organisation is made', () => {
  it('is called by its name, leaves no half organisation, and the next try succeeds', async () => {
    const folder = openFolder(path)
    await limitPages(folder, 60)
    const failure = await initDemo({ folder, world, log: () => {} }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Database.SqliteError)
    expect(isStorageFault(failure), String(failure)).toBe(true)
    expect(await folder.db.selectFrom('organisation').select('tenant').executeTakeFirst()).toBeUndefined()
    await limitPages(folder, 100_000)
    expect((await initDemo({ folder, world, log: () => {} })).tenant).toBe('larkfield')
    await folder.close()
  })
})
