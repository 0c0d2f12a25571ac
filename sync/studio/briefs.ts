import type { Kysely } from 'kysely'
import { BriefBody, type BriefChoices, type BriefRow, isApproved } from '#core/authoring'
import { AppError, parse } from '#core/base'
import { documentDomains, domainsOf } from '#core/competencies'
import { type Brief, competency, contentKind, document, type KeptBrief, keptBrief, roleProfile } from '#core/content'
import { missingFields } from '#core/knowledge'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { personNames } from '../people.ts'
import { approvalsInForce } from './approvals.ts'
import { authority } from './authoritative.ts'
import { competencyIndex } from './competency-index.ts'
import { domainBlocks } from './domain-blocks.ts'
import { citableDocument } from './lineage.ts'
import type { Edited } from './losing-edits.ts'
import { listRecords, readRecord, recordHistory, type StudioRecord, saveRecordIn } from './records.ts'
import { documentTags } from './standing-text.ts'
import { latestObject, latestObjects } from './stored-objects.ts'
import { currentTrust } from './trust-file.ts'

const BRIEF = 'brief'

/** Kinds that are written on a brief. */
export const briefedKinds: readonly string[] = ['job-aid', 'process-guide', 'onboarding-module', 'item', 'assessment']

/**
 * Saves a brief on its newest version.
 *
 * @throws {AppError} `bad-input` for a competency, role, document or passage that is not there, or a document that cannot be
 *   cited; `refused` for a document that no longer holds; `blocked` in a domain with an unsettled conflict
 */
export function saveBrief(
  org: Organisation,
  person: string,
  id: string,
  base: number,
  brief: Brief,
): Promise<Edited<{ version: number }>> {
  return org.db.transaction().execute(async (db) => {
    await checkBrief(db, brief)
    return saveRecordIn(org, db, person, { kind: BRIEF, id, base, body: { state: 'open', brief } satisfies BriefBody })
  })
}

/** Nothing new is written on it from now on. Closing twice changes nothing. @throws {AppError} `not-found` */
export function closeBrief(org: Organisation, person: string, id: string): Promise<void> {
  return org.db.transaction().execute(async (db) => {
    const { version, brief } = await readBrief(db, id)
    await saveRecordIn(org, db, person, { kind: BRIEF, id, base: version, body: { state: 'closed', brief } })
  })
}

/** @throws {AppError} `not-found` */
export async function readBrief(db: Kysely<Schema>, id: string): Promise<BriefBody & { version: number }> {
  const record = await readRecord(db, BRIEF, id)
  if (!record) throw new AppError('not-found', `There is no brief "${id}".`)
  return { version: record.version, ...bodyOf(record) }
}

/**
 * An open brief that may be drafted on now, as the object will keep it.
 *
 * @throws {AppError} `not-found`, `refused` for one that is closed, and what `saveBrief` throws: what it names may have changed
 */
export async function usableBrief(db: Kysely<Schema>, id: string): Promise<KeptBrief> {
  const { state, brief } = await readBrief(db, id)
  if (state === 'closed') throw new AppError('refused', 'This brief is closed; write a new one.')
  await checkBrief(db, brief)
  return { id, ...brief }
}

/**
 * Refuses an object whose brief is none of the record's, or that lost the one it was written on.
 *
 * @param before the body of the version before it, if any
 * @throws {AppError} `bad-input`, `refused`, `not-found`
 */
export async function assertBrief(
  db: Kysely<Schema>,
  kind: string,
  body: Record<string, unknown>,
  before: Record<string, unknown> | null,
): Promise<void> {
  if (!briefedKinds.includes(kind)) return
  const kept = keptBrief(body)
  const had = before && keptBrief(before)
  if (!kept) {
    if (had)
      throw new AppError('bad-input', `It was written on the brief "${had.id}", which stays with it; send it along.`)
    return
  }
  if (had && JSON.stringify(had) === JSON.stringify(kept)) return
  const { id, ...brief } = kept
  const versions = await recordHistory(db, BRIEF, id)
  if (versions.length === 0) throw new AppError('bad-input', `There is no brief "${id}"; write it first.`)
  if (!versions.some((version) => sameBrief(bodyOf(version).brief, brief)))
    throw new AppError('bad-input', `It does not carry the brief "${id}" as it was written; take it over whole.`)
  if (versions[0] && bodyOf(versions[0]).state === 'closed')
    throw new AppError('refused', `The brief "${id}" is closed; write a new one.`)
}

/** New content made in the studio is written on a brief. @throws {AppError} `no-brief` */
export function assertHasBrief(kind: string, body: Record<string, unknown>): void {
  if (briefedKinds.includes(kind) && body.brief === undefined)
    throw new AppError(
      'no-brief',
      'Nothing new is written without a brief. Write one under Studio, Briefs, and begin from there.',
    )
}

/** Order of keys says nothing. */
const sameBrief = (a: Brief, b: Brief): boolean => {
  const ordered = ({ competency, role, context, objective, format, sources }: Brief) =>
    JSON.stringify([
      competency,
      role,
      context,
      objective,
      format,
      sources.map((one) => [one.document, one.passage ?? null]),
    ])
  return ordered(a) === ordered(b)
}

/** All that a brief names is there, can be cited and holds. */
async function checkBrief(db: Kysely<Schema>, brief: Brief): Promise<void> {
  const index = await competencyIndex(db)
  const known = index.all.filter(({ body }) => body.retiredOn === undefined)
  if (
    !known.some(
      ({ id, body }) => id === brief.competency || body.subCompetencies.some((sub) => sub.id === brief.competency),
    )
  )
    throw new AppError(
      'bad-input',
      `"competency": the framework has no "${brief.competency}" in use; choose one of it.`,
    )
  if (!(await latestObject(db, roleProfile.kind, brief.role)))
    throw new AppError('bad-input', `"role": there is no role profile "${brief.role}"; choose one that is there.`)
  const holding = await authority(db)
  for (const { document: id, passage } of brief.sources) {
    const { passages } = await citableDocument(db, id)
    if (passage !== undefined && !passages.has(passage))
      throw new AppError(
        'bad-input',
        `"sources": document "${id}" has no passage "${passage}"; choose one that is there.`,
      )
    const by = holding.replaced.get(id)
    if (by !== undefined)
      throw new AppError(
        'refused',
        `"sources": document "${id}" no longer holds${by ? `; “${by.title}” took its place` : ''}. Choose another.`,
      )
  }
  const blocked = await blockOf(db, brief)
  if (blocked) throw new AppError('blocked', blocked)
}

/** Why nothing is drafted in the domains of a brief, or null. */
async function blockOf(db: Kysely<Schema>, brief: Brief): Promise<string | null> {
  const blocks = await domainBlocks(db)
  if (blocks.size === 0) return null
  for (const domain of await briefDomains(db, brief)) {
    const reason = blocks.get(domain)
    if (reason) return `This brief belongs to the domain ${domain}, where nothing is drafted now: ${reason}.`
  }
  return null
}

/** Of its competency and of the documents it names, each once. */
export async function briefDomains(db: Kysely<Schema>, brief: Brief): Promise<string[]> {
  const index = await competencyIndex(db)
  const domains = domainsOf([brief.competency], index)
  for (const id of new Set(brief.sources.map((source) => source.document)))
    for (const tags of await documentTags(db, id)) domains.push(...documentDomains(tags, index))
  return [...new Set(domains)]
}

/** Every brief, newest first. */
export async function listBriefs(org: Organisation): Promise<{ briefs: BriefRow[] }> {
  const { db } = org
  const index = await competencyIndex(db)
  const roles = new Map(
    (await latestObjects(db, roleProfile.kind)).map(({ id, envelope }) => [id, roleProfile.parse(envelope.body).title]),
  )
  const documents = new Map(
    (await latestObjects(db, document.kind)).map(({ id, envelope }) => [id, document.parse(envelope.body).title]),
  )
  const nameOf = await personNames(db)
  const written = await writtenOn(db)
  const rows: BriefRow[] = []
  for (const record of await listRecords(db, BRIEF)) {
    const { state, brief } = bodyOf(record)
    rows.push({
      id: record.id,
      version: record.version,
      state,
      brief,
      competency: index.title(brief.competency),
      role: roles.get(brief.role) ?? brief.role,
      documents: [...new Set(brief.sources.map((source) => source.document))].map((id) => ({
        id,
        title: documents.get(id) ?? id,
      })),
      objects: written.get(record.id) ?? [],
      whyNot: state === 'closed' ? 'This brief is closed.' : await whyNot(db, brief),
      by: nameOf(record.person),
      at: record.at,
    })
  }
  return { briefs: rows.sort((a, b) => b.at.localeCompare(a.at)) }
}

/** How many are open, and on how many of them nothing is written. */
export async function countBriefs(db: Kysely<Schema>): Promise<{ open: number; without: number }> {
  const written = await writtenOn(db)
  const open = (await listRecords(db, BRIEF)).filter((record) => bodyOf(record).state === 'open')
  return { open: open.length, without: open.filter(({ id }) => !written.has(id)).length }
}

/** What there is of each brief, by its id. */
async function writtenOn(db: Kysely<Schema>): Promise<Map<string, BriefRow['objects']>> {
  const written = new Map<string, BriefRow['objects']>()
  for (const kind of briefedKinds)
    for (const { id, envelope } of await latestObjects(db, kind)) {
      const kept = keptBrief(envelope.body)
      if (!kept) continue
      const object = { kind, id, title: contentKind(kind).title(envelope.body) }
      written.set(kept.id, [...(written.get(kept.id) ?? []), object])
    }
  return written
}

async function whyNot(db: Kysely<Schema>, brief: Brief): Promise<string | null> {
  try {
    await checkBrief(db, brief)
    return null
  } catch (error) {
    if (error instanceof AppError) return error.message
    throw error
  }
}

/** What a brief may name. */
export async function briefChoices({ db }: Organisation): Promise<BriefChoices> {
  const competencies = (await latestObjects(db, competency.kind)).flatMap(({ id, envelope }) => {
    const body = competency.parse(envelope.body)
    if (body.retiredOn !== undefined) return []
    return [
      { id, title: body.title, within: null },
      ...body.subCompetencies.map((sub) => ({ id: sub.id, title: sub.title, within: body.title })),
    ]
  })
  const roles = (await latestObjects(db, roleProfile.kind)).map(({ id, envelope }) => ({
    id,
    title: roleProfile.parse(envelope.body).title,
  }))
  const holding = await authority(db)
  const documents = await latestObjects(db, document.kind)
  const approvals = await approvalsInForce(
    db,
    await currentTrust(db),
    documents.map(({ sha256 }) => sha256),
  )
  return {
    competencies,
    roles,
    documents: documents.flatMap(({ id, sha256, envelope }) => {
      const body = document.parse(envelope.body)
      if (missingFields(body).length > 0 || holding.replaced.has(id)) return []
      return [{ id, title: body.title, approved: isApproved(approvals.get(sha256) ?? []) }]
    }),
  }
}

const bodyOf = ({ id, body }: StudioRecord): BriefBody => parse(BriefBody, body, `brief ${id}`)
