import { AppError, addMonths, dayOf } from '#core/base'
import { documentDomains } from '#core/competencies'
import { document } from '#core/content'
import { CADENCE_MONTHS } from '#core/knowledge'
import type { Organisation } from '../organisation.ts'
import { competencyIndex } from './competency-index.ts'
import { editObject } from './edit-object.ts'
import { CADENCE, cadenceByDomain } from './freshness.ts'
import type { Edited } from './losing-edits.ts'
import { readRecord, saveRecord } from './records.ts'
import { latestObject } from './stored-objects.ts'

/**
 * Somebody looked at a document and found it right: its next version says when it is looked at again. It is a draft, and counts
 * once both have signed it.
 *
 * @param reviewBy where left out, the shortest cadence of its domains from today
 * @throws {AppError} `not-found`; `bad-input` for a day that is past
 */
export async function noteReviewed(
  org: Organisation,
  person: string,
  id: string,
  reviewBy?: string,
): Promise<Edited<{ version: number; sha256: string }> & { reviewBy: string }> {
  const stored = await latestObject(org.db, document.kind, id)
  if (!stored) throw new AppError('not-found', `There is no document "${id}".`)
  const today = dayOf(org.nowMs())
  if (reviewBy !== undefined && reviewBy <= today)
    throw new AppError('bad-input', 'The next review lies in the future; name a later day.')
  const body = document.parse(stored.envelope.body)
  const cadences = await cadenceByDomain(org.db)
  const domains = documentDomains(body, await competencyIndex(org.db))
  const months = Math.min(...domains.map((domain) => cadences.get(domain) ?? CADENCE_MONTHS))
  const next = reviewBy ?? addMonths(today, months)
  const edited = await editObject(org, person, {
    kind: document.kind,
    id,
    base: stored.version,
    body: { ...stored.envelope.body, reviewBy: next },
  })
  return { ...edited, reviewBy: next }
}

/** How long a review holds in a domain. Documents keep the days they have; new reviews follow it. */
export async function setCadence(org: Organisation, person: string, domain: string, months: number) {
  const last = await readRecord(org.db, CADENCE, domain)
  return saveRecord(org, person, { kind: CADENCE, id: domain, base: last?.version ?? 0, body: { months } })
}
