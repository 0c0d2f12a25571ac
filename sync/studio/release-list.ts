import type { ReleaseList, ReleaseObjects } from '#core/authoring'
import { AppError } from '#core/base'
import { contentKind } from '#core/content'
import { nextTask } from '../next-task.ts'
import type { Organisation } from '../organisation.ts'
import { readRelease } from './published.ts'
import { releaseReach } from './reach.ts'
import { departmentsOf, readStage } from './stages.ts'
import { objectByHash } from './stored-objects.ts'

/** Every release with whom it is for and how many devices have it, newest first; the one that waits before all. */
export async function listReleases({ db }: Organisation, mayRelease: boolean): Promise<ReleaseList> {
  const rows = await db.selectFrom('release').selectAll().orderBy('version', 'desc').execute()
  const reach = new Map((await releaseReach(db)).map(({ release, devices }) => [release, devices]))
  return {
    releases: rows.map(({ version, payload, published_ms, stage, recall }) => {
      const { objects, expires } = readRelease(payload)
      return {
        version,
        publishedAt: published_ms === null ? null : new Date(published_ms).toISOString(),
        expires,
        objects: objects.length,
        stage: readStage(stage),
        recall: recall !== null,
        devices: published_ms === null ? 0 : (reach.get(version) ?? 0),
      }
    }),
    devices: [...reach.values()].reduce((sum, devices) => sum + devices, 0),
    departments: await departmentsOf(db),
    mayRelease,
  }
}

/** What a published release holds, by title. @throws {AppError} `not-found` */
export async function releaseObjects({ db }: Organisation, version: number): Promise<ReleaseObjects> {
  const row = await db
    .selectFrom('release')
    .select('payload')
    .where('version', '=', version)
    .where('published_ms', 'is not', null)
    .executeTakeFirst()
  if (!row) throw new AppError('not-found', `There is no release ${version}.`)
  const objects: ReleaseObjects = []
  for (const { kind, id, version: of, sha256 } of readRelease(row.payload).objects) {
    await nextTask()
    const { envelope } = await objectByHash(db, sha256)
    objects.push({ kind, id, version: of, title: contentKind(kind).title(envelope.body) })
  }
  return objects.sort((a, b) => a.title.localeCompare(b.title))
}
