import type { ReleaseList } from '#core/authoring'
import type { Organisation } from '../organisation.ts'
import { readRelease } from './published.ts'
import { releaseReach } from './reach.ts'
import { departmentsOf, readStage } from './stages.ts'

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
