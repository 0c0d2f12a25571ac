import type { Kysely } from 'kysely'
import { type DraftPassage, isApproved } from '#core/authoring'
import { addMonths, dayOf } from '#core/base'
import { type Brief, competency, document } from '#core/content'
import type { Schema } from '../database.ts'
import { approvalsInForce } from './approvals.ts'
import { latestObject, latestObjects } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

/** Passages drafted from at most: about a hundred pages. */
const MOST_PASSAGES = 400

export interface DraftSources {
  passages: DraftPassage[]
  /** titles of documents whose newest version both reviewers have not signed */
  unsigned: string[]
  /** the first day one of them is looked at again, never a past one */
  reviewBy: string
}

/** What the sources of a brief say now, in the documents' order. */
export async function draftSources(db: Kysely<Schema>, brief: Brief, nowMs: number): Promise<DraftSources> {
  const passages: DraftPassage[] = []
  const unsigned: string[] = []
  const today = dayOf(nowMs)
  let reviewBy = addMonths(today, 12)
  for (const id of new Set(brief.sources.map((source) => source.document))) {
    const stored = await latestObject(db, document.kind, id)
    if (!stored) continue
    const body = document.parse(stored.envelope.body)
    const named = brief.sources.filter((source) => source.document === id)
    const isWanted = (passage: string) => named.some((one) => one.passage === undefined || one.passage === passage)
    for (const { id: passage, path, blocks, text, sha256 } of body.passages)
      if (isWanted(passage)) passages.push({ document: id, title: body.title, passage, path, blocks, text, sha256 })
    if (body.reviewBy && body.reviewBy > today && body.reviewBy < reviewBy) reviewBy = body.reviewBy
    const given = await approvalsInForce(db, await currentTrust(db), [stored.sha256])
    if (!isApproved(given.get(stored.sha256) ?? [])) unsigned.push(body.title)
  }
  return { passages: passages.slice(0, MOST_PASSAGES), unsigned, reviewBy }
}

/** Ids of what the brief's competency consists of, or the sub-competency it names. */
export async function subCompetenciesOf(db: Kysely<Schema>, brief: Brief): Promise<string[]> {
  for (const { id, envelope } of await latestObjects(db, competency.kind)) {
    const { subCompetencies } = competency.parse(envelope.body)
    if (id === brief.competency) return subCompetencies.map((sub) => sub.id)
  }
  return [brief.competency]
}
