import { utf8 } from '#core/base'
import type { SourceMark, SourceMarks } from '#core/releases'
import type { Organisation } from '../organisation.ts'
import { changedSources } from './changed-sources.ts'
import { lineageStamp } from './lineage-index.ts'
import { newestMarks } from './newest-marks.ts'
import { publishedHashes } from './published.ts'
import { storeBlob } from './stored-objects.ts'

/** More marks than this say no more than these: the first by day, newest last. */
const MOST_MARKS = 15_000

/** Looks through everything that is released and keeps the list of marks where it changed. An organisation without a change has none. */
export async function renewMarks(org: Organisation): Promise<void> {
  const changed = await changedSources(org.db, await publishedHashes(org.db))
  const marks = [...changed].flatMap(([object, sources]) =>
    sources.map(({ document, passage, change, since }): SourceMark => ({ object, document, passage, change, since })),
  )
  const keyOf = ({ since, object, document, passage }: SourceMark) => `${since} ${object} ${document} ${passage}`
  marks.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  const file: SourceMarks = { typ: 'source-marks', tenant: org.tenant, marks: marks.slice(0, MOST_MARKS) }
  const bytes = utf8(JSON.stringify(file))
  await org.db.transaction().execute(async (db) => {
    const last = await newestMarks(db)
    if (!last && marks.length === 0) return
    const sha256 = await storeBlob(db, bytes)
    if (last?.sha256 === sha256) return
    await db
      .insertInto('source_marks')
      .values({ n: (last?.n ?? 0) + 1, sha256, length: bytes.length, made_ms: org.nowMs() })
      .execute()
  })
}

/**
 * Keeps the marks up to date as often as somebody asks, and at no cost while nothing changes.
 *
 * @returns looks once more where something changed; waits for it at most so many ms, after which it goes on by itself
 */
export function createMarksWatch(org: Organisation): (patienceMs: number) => Promise<void> {
  let seen = ''
  let running: Promise<void> | null = null
  async function renew(): Promise<void> {
    const stamp = await lineageStamp(org.db)
    if (stamp === seen) return
    await renewMarks(org)
    seen = stamp
  }
  return async (patienceMs) => {
    running ??= renew().finally(() => {
      running = null
    })
    let timer: NodeJS.Timeout | undefined
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, patienceMs)
    })
    // what fails here is found and told by the studio's own list: a device's time must not wait for it
    await Promise.race([running.catch(() => {}), patience])
    clearTimeout(timer)
  }
}
