import { contentKind } from '#core/content'
import type { Organisation } from '../organisation.ts'
import { readRelease } from './published.ts'
import { listQuestions } from './questions.ts'
import { thresholdOf } from './release-content.ts'
import { isLower, publishedChecks, type StoredCheck, waitingCheck } from './search-checks.ts'
import { searchGaps } from './search-gaps.ts'
import { lastPublished } from './sign-time.ts'
import { latestObject } from './stored-objects.ts'
import { listSynonyms } from './synonyms.ts'
import { thresholdChange } from './threshold-change.ts'

/** How search does for this organisation: `SearchQuality` of core/engine-api.ts. */
export async function searchQuality(org: Organisation) {
  const last = await lastPublished(org.db)
  const former = last && (await releaseBefore(org, last.version))
  const waiting = await waitingCheck(org)
  const threshold = await thresholdOf(org.db, last && readRelease(last.payload))
  return {
    threshold,
    thresholdChange: thresholdChange(await thresholdOf(org.db, former && readRelease(former.payload)), threshold),
    synonyms: (await listSynonyms(org.db)).map(({ words }) => words),
    questions: await shownQuestions(org),
    checks: (await publishedChecks(org.db)).map(shownCheck),
    candidate: waiting && shownCheck(waiting),
    gaps: await searchGaps(org.db),
  }
}

const releaseBefore = async ({ db }: Organisation, version: number) =>
  (await db
    .selectFrom('release')
    .select('payload')
    .where('version', '=', version - 1)
    .executeTakeFirst()) ?? null

/** The questions with titles of what is expected; an object that is gone goes by its id. */
export async function shownQuestions(org: Organisation) {
  const questions = await listQuestions(org.db)
  return Promise.all(
    questions.map(async ({ id, text, expected, person, addedMs }) => ({
      id,
      text,
      expected: await Promise.all(expected.map(async (ref) => ({ ...ref, title: await titleOf(org, ref) }))),
      addedBy: person,
      addedAt: new Date(addedMs).toISOString(),
    })),
  )
}

async function titleOf(org: Organisation, { kind, id }: { kind: string; id: string }): Promise<string> {
  const object = await latestObject(org.db, kind, id)
  return object ? contentKind(kind).title(object.envelope.body) : id
}

export const shownCheck = (check: StoredCheck) => {
  const { release, atMs, questions, recall3, failed, before, lost } = check
  return { release, atMs, questions, recall3, failed, before, lost, lower: isLower(check) }
}
