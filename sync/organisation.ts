import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kysely, Transaction } from 'kysely'
import { AppError } from '#core/base'
import { appendAudit } from './audit.ts'
import type { Schema } from './database.ts'
import { type OpenedEmbedder, openServerEmbedder } from './embedding/server-embedder.ts'
import type { Folder } from './folder.ts'
import { readModelSettings } from './model-settings.ts'
import { createModelEndpoint, type ModelEndpoint } from './studio/model-endpoint.ts'

/** What a route gets: one organisation, its data, its clock and its randomness. */
export interface Organisation {
  readonly tenant: string
  readonly name: string
  /** keys of a demo lie in files and content is invented: shown on every screen */
  readonly demo: boolean
  readonly folder: string
  readonly db: Kysely<Schema>
  nowMs(): number
  randomBytes(length: number): Uint8Array
  /** The model for the server's own work, to be closed after it; null where there is none: words alone still work. */
  openEmbedder(): OpenedEmbedder | null
  /** The model drafts are asked of, null where none is configured. @throws {AppError} `bad-input` for settings that do not fit */
  openModel(): ModelEndpoint | null
  /**
   * One line in the audit chain, in ids and codes. Inside a transaction pass it as `db`: there is one connection, and
   * waiting for another inside a transaction never ends.
   */
  audit(actor: string, action: string, target: string, db?: Transaction<Schema>): Promise<void>
}

export interface World {
  nowMs(): number
  randomBytes(length: number): Uint8Array
  /** @param folder where the vectors it made are kept */
  openEmbedder(folder: string): OpenedEmbedder | null
  openModel(): ModelEndpoint | null
}
export const realWorld: World = {
  nowMs: () => Date.now(),
  randomBytes: (length) => new Uint8Array(randomBytes(length)),
  openEmbedder: openServerEmbedder,
  openModel: () => {
    const settings = readModelSettings(process.env)
    return settings && createModelEndpoint(settings)
  },
}

/** @throws {AppError} `not-initialised` when the folder holds no organisation yet */
export async function openOrganisation(folder: Folder, world: World = realWorld): Promise<Organisation> {
  const row = await folder.db.selectFrom('organisation').selectAll().executeTakeFirst()
  if (!row)
    throw new AppError(
      'not-initialised',
      `There is no organisation in ${folder.path} yet; make one with handrail init.`,
    )
  const { db } = folder
  return {
    tenant: row.tenant,
    name: row.name,
    demo: row.demo === 1,
    folder: folder.path,
    db,
    nowMs: world.nowMs,
    randomBytes: world.randomBytes,
    openEmbedder: () => world.openEmbedder(folder.path),
    openModel: () => world.openModel(),
    audit: (actor, action, target, within) => {
      const entry = { actor, action, target }
      if (within) return appendAudit(within, entry, world.nowMs())
      return db.transaction().execute((transaction) => appendAudit(transaction, entry, world.nowMs()))
    },
  }
}

/**
 * Writes the organisation into an empty folder and makes the operator's token.
 *
 * @throws {AppError} `conflict` when one is there already
 */
export async function createOrganisation(
  folder: Folder,
  { tenant, name, demo }: { tenant: string; name: string; demo: boolean },
  world: World = realWorld,
): Promise<Organisation> {
  const there = await folder.db.selectFrom('organisation').select('tenant').executeTakeFirst()
  if (there) throw new AppError('conflict', `${folder.path} already holds the organisation ${there.tenant}.`)
  const path = join(folder.path, 'admin.token')
  if (!existsSync(path))
    writeFileSync(path, Buffer.from(world.randomBytes(32)).toString('base64url'), { mode: 0o600, flag: 'wx' })
  await folder.db
    .insertInto('organisation')
    .values({ tenant, name, demo: demo ? 1 : 0, created_ms: world.nowMs() })
    .execute()
  return openOrganisation(folder, world)
}

/** The operator's token: whoever can read the folder may operate, and nothing more. */
export function readAdminToken(folderPath: string): string {
  try {
    return readFileSync(join(folderPath, 'admin.token'), 'utf8').trim()
  } catch (cause) {
    throw new AppError(
      'not-initialised',
      `There is no operator's token in ${folderPath}; make an organisation with handrail init.`,
      cause,
    )
  }
}
