import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { openFolder } from '../../../sync/folder.ts'
import { migrations } from '../../../sync/schema.ts'
import { tempFolder } from '../../support/organisation.ts'

const made: string[] = []
const newFolder = () => {
  const path = tempFolder()
  made.push(path)
  return path
}
afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true })
})

describe('openFolder', () => {
  it('makes a folder only its owner can enter, with a database that survives power loss', async () => {
    const path = join(newFolder(), 'data')
    const folder = openFolder(path)
    expect(statSync(path).mode & 0o777).toBe(0o700)
    await folder.close()
    const sqlite = new Database(join(path, 'handrail.db'))
    expect(sqlite.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length)
    sqlite.close()
  })

  it('writes every commit through to the disk', async () => {
    const folder = openFolder(newFolder())
    const { rows } = await folder.db.executeQuery<{ synchronous: number }>({
      sql: 'pragma synchronous',
      parameters: [],
      query: { kind: 'RawNode', sqlFragments: [], parameters: [] },
      queryId: { queryId: 'pragma' },
    })
    expect(rows[0]?.synchronous).toBe(2)
    await folder.close()
  })

  it('turns a second opener away, naming the process that has it, and lets it in afterwards', async () => {
    const path = newFolder()
    const first = openFolder(path)
    expect(() => openFolder(path)).toThrowError(expect.objectContaining({ code: 'folder-locked' }))
    expect(() => openFolder(path)).toThrowError(`pid ${process.pid}`)
    await first.close()
    await openFolder(path).close()
  })

  it('takes over from a process that was killed', async () => {
    const path = newFolder()
    const script = `import { openFolder } from ${JSON.stringify(join(import.meta.dirname, '../../../sync/folder.ts'))}
      openFolder(${JSON.stringify(path)}); console.log('open'); setInterval(() => {}, 1000)`
    const holder = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(holder.stdout, 'data')
    expect(() => openFolder(path)).toThrowError(`pid ${holder.pid}`)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await openFolder(path).close()
  })

  it('refuses a folder of a newer version and leaves it as it is', async () => {
    const path = newFolder()
    await openFolder(path).close()
    const sqlite = new Database(join(path, 'handrail.db'))
    sqlite.pragma('user_version = 99')
    sqlite.close()
    expect(() => openFolder(path)).toThrowError(expect.objectContaining({ code: 'newer-folder' }))
  })

  it('says when the database is no database', () => {
    const path = newFolder()
    writeFileSync(join(path, 'handrail.db'), 'not a database, '.repeat(1000))
    expect(() => openFolder(path)).toThrowError(expect.objectContaining({ code: 'damaged-folder' }))
  })

  it('says when the folder cannot be made', () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')
    expect(() => openFolder(join(file, 'data'))).toThrowError(expect.objectContaining({ code: 'bad-folder' }))
  })
})
