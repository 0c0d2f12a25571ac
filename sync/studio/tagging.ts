import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { competency, document, roleProfile } from '#core/content'
import {
  BUILT_IN_TAG_MODEL,
  CAUTIOUS_THRESHOLD,
  measureTags,
  TagBoard,
  type TagDecision,
  type TagProposal,
  TagRef,
  tagProbability,
  tagThreshold,
} from '#core/knowledge'
import { embeddedText } from '#core/retrieval'
import type { Schema } from '../database.ts'
import { withEmbedder } from '../embedding/server-embedder.ts'
import { nextTask } from '../next-task.ts'
import type { Organisation } from '../organisation.ts'
import { type DocumentFacts, documentRows } from '../sources/document-rows.ts'
import { importOne } from './import-objects.ts'
import { listRecords, readRecord, saveRecord, saveRecordIn } from './records.ts'
import { latestObject, latestObjects, type StoredObject } from './stored-objects.ts'
import { createTagger, fitTagger, type Tag, type TaggedDocument } from './tag-evidence.ts'

/** What a person said of the tags of a document; its id is the document's. */
const DECISION = 'tag-decision'
const Decided = v.object({ confirmed: v.array(TagRef), rejected: v.array(TagRef) })
type Decided = v.InferOutput<typeof Decided>
/** The last run as it was shown; one record, `all`. */
const RUN = 'tag-run'
const Run = v.omit(TagBoard, ['ranAt', 'untagged'])

/** Fewer confirmed tags measure nothing. */
const LEAST_CONFIRMED = 20
/** Less likely tags are not worth a look. */
const LEAST_CONFIDENCE = 0.2
/** Proposals for one document. */
const MOST_PROPOSALS = 5
/** Texts embedded at once. */
const BATCH = 32
const MOST_SHOWN = 400

const keyOf = ({ kind, tag }: TagRef) => `${kind} ${tag}`
const refOf = (key: string): TagRef => parse(TagRef, { kind: key.split(' ')[0], tag: key.split(' ')[1] }, 'tag')

/**
 * Proposals of the last run without those decided since, beside how well it does.
 *
 * @param rows every document, where they are read already
 */
export async function tagBoard(org: Organisation, rows?: readonly DocumentFacts[]): Promise<TagBoard> {
  const run = await readRecord(org.db, RUN, 'all')
  const documents = new Map((rows ?? (await documentRows(org.db))).map((facts) => [facts.id, facts]))
  const untagged = [...documents.values()].filter(({ competencies }) => competencies.length === 0).length
  const empty = { learntFrom: 0, threshold: CAUTIOUS_THRESHOLD, precision: null, recall: null, tags: [], rows: [] }
  if (!run) return { ranAt: null, untagged, ...empty }
  const last = parse(Run, run.body, 'tag run')
  const decisions = await decided(org.db)
  const open = last.rows.filter((row) => {
    const facts = documents.get(row.document)
    const has = row.kind === 'competency' ? facts?.competencies : facts?.roles
    return (
      has && !has.includes(row.tag) && !decisions.get(row.document)?.rejected.some((one) => keyOf(one) === keyOf(row))
    )
  })
  return { ranAt: run.at, untagged, ...last, rows: open }
}

async function decided(db: Kysely<Schema>): Promise<Map<string, Decided>> {
  return new Map((await listRecords(db, DECISION)).map(({ id, body }) => [id, parse(Decided, body, DECISION)]))
}

/**
 * Looks through all documents for tags they may lack, learning from those that carry some. Applies nothing.
 *
 * @param onProgress texts embedded, of all
 * @throws {AppError} `embedder-unavailable` where there is no model: words alone do not tag
 */
export async function proposeTags(
  org: Organisation,
  person: string,
  onProgress: (done: number, of: number) => void = () => {},
): Promise<TagBoard> {
  const stored = await latestObjects(org.db, document.kind)
  const tags = await tagTexts(org.db)
  const decisions = await decided(org.db)
  const bodies = stored.map(({ id, envelope }) => ({ id, body: document.parse(envelope.body) }))
  const texts = bodies.map(({ body }) => body.passages.map(({ path, text }) => embeddedText(body.title, path, text)))
  const vectors = await embedAll(org, [...tags.map(({ words }) => words), ...texts.flat()], onProgress)
  const tagged = tags.map(({ id, words }, i): Tag => ({ id, words, vector: vectors[i] ?? new Float32Array() }))
  let next = tags.length
  const documents = bodies.map(({ id, body }, i): TaggedDocument => {
    const own = vectors.slice(next, next + (texts[i]?.length ?? 0))
    next += own.length
    const said = decisions.get(id)
    return {
      id,
      headings: [body.title, ...body.passages.flatMap(({ path }) => path)].join(' '),
      text: body.passages.map(({ text }) => text).join(' '),
      vectors: own,
      tags: new Set([
        ...body.competencies.map((tag) => keyOf({ kind: 'competency', tag })),
        ...body.roles.map((tag) => keyOf({ kind: 'role', tag })),
      ]),
      rejected: new Set((said?.rejected ?? []).map(keyOf)),
    }
  })
  const run = await runOver(documents, tagged, tags, new Map(bodies.map(({ id, body }) => [id, body])))
  const last = await readRecord(org.db, RUN, 'all')
  const saved = await saveRecord(org, person, { kind: RUN, id: 'all', base: last?.version ?? 0, body: run })
  if (saved.state === 'conflict')
    throw new AppError('conflict', 'Somebody looked for tags meanwhile; see what they found.')
  return tagBoard(org)
}

async function runOver(
  documents: readonly TaggedDocument[],
  tags: readonly Tag[],
  texts: readonly TagText[],
  bodies: ReadonlyMap<string, ReturnType<typeof document.parse>>,
): Promise<v.InferOutput<typeof Run>> {
  const known = new Set(tags.map(({ id }) => id))
  const learntFrom = documents.reduce((sum, one) => sum + [...one.tags].filter((id) => known.has(id)).length, 0)
  const tagger = createTagger(documents, tags)
  const isMeasured = learntFrom >= LEAST_CONFIRMED
  const { model, predictions } = isMeasured
    ? await fitTagger(tagger, documents, tags)
    : { model: BUILT_IN_TAG_MODEL, predictions: [] }
  const threshold = isMeasured ? tagThreshold(predictions) : CAUTIOUS_THRESHOLD
  const measured = measureTags(predictions, threshold)
  const byTag = new Map(measured.tags.map((each) => [each.tag, each]))
  const titleOf = new Map(texts.map(({ id, title }) => [id, title]))
  const rows: TagProposal[] = []
  for (const one of documents) {
    await nextTask()
    const body = bodies.get(one.id)
    if (!body || one.vectors.length === 0) continue
    const likely = tags
      .filter(({ id }) => !one.tags.has(id) && !one.rejected.has(id))
      .map((tag) => {
        const { best, ...evidence } = tagger.evidence(one, tag)
        return { tag, best, confidence: tagProbability(model, evidence) }
      })
      .filter(({ confidence }) => confidence >= LEAST_CONFIDENCE)
      .sort((a, b) => b.confidence - a.confidence)
      .slice(0, MOST_PROPOSALS)
    for (const { tag, best, confidence } of likely) {
      const passage = body.passages[best]
      rows.push({
        document: one.id,
        title: body.title,
        ...refOf(tag.id),
        tagTitle: titleOf.get(tag.id) ?? tag.id,
        confidence: Math.round(confidence * 1000) / 1000,
        state: isMeasured && confidence >= threshold ? 'sure' : 'unsure',
        passage: passage
          ? { id: passage.id, heading: passage.path.at(-1) ?? '', text: passage.text.slice(0, MOST_SHOWN) }
          : null,
      })
    }
  }
  return {
    learntFrom,
    threshold,
    precision: measured.all.precision,
    recall: measured.all.recall,
    tags: tags.map(({ id }) => ({
      ...refOf(id),
      title: titleOf.get(id) ?? id,
      n: byTag.get(id)?.n ?? 0,
      precision: byTag.get(id)?.precision ?? null,
      recall: byTag.get(id)?.recall ?? null,
    })),
    rows: rows.sort((a, b) => b.confidence - a.confidence),
  }
}

interface TagText {
  /** as `keyOf` gives it */
  id: string
  title: string
  /** what the tag says of itself */
  words: string
}

/** Competencies and roles of the framework, whatever their state: a tag is wanted as soon as it has a name. */
async function tagTexts(db: Kysely<Schema>): Promise<TagText[]> {
  const competencies = await latestObjects(db, competency.kind)
  const titleOf = new Map(competencies.map(({ id, envelope }) => [id, competency.parse(envelope.body).title]))
  const words = ({ envelope }: StoredObject) => competency.searchText(envelope.body).join('. ')
  return [
    ...competencies.map((each) => ({
      id: keyOf({ kind: 'competency', tag: each.id }),
      title: titleOf.get(each.id) ?? each.id,
      words: words(each),
    })),
    ...(await latestObjects(db, roleProfile.kind)).map(({ id, envelope }) => {
      const body = roleProfile.parse(envelope.body)
      const does = body.competencies.map((one) => titleOf.get(one.competency) ?? one.competency)
      return { id: keyOf({ kind: 'role', tag: id }), title: body.title, words: [body.title, ...does].join('. ') }
    }),
  ]
}

async function embedAll(org: Organisation, texts: readonly string[], onProgress: (done: number, of: number) => void) {
  return withEmbedder(org, async (embedder) => {
    if (!embedder)
      throw new AppError('embedder-unavailable', 'There is no embedding model here; build it, then try again.')
    const vectors: Float32Array[] = []
    for (let from = 0; from < texts.length; from += BATCH) {
      vectors.push(...(await embedder.embed(texts.slice(from, from + BATCH))))
      onProgress(vectors.length, texts.length)
      await nextTask()
    }
    return vectors
  })
}

/**
 * Records what a person said, and makes the document's next version with the tags they confirmed: a draft like any other. What
 * was rejected is not proposed again.
 *
 * @throws {AppError} `not-found`; `bad-input` for a tag that is confirmed and rejected at once
 */
export function decideTags(
  org: Organisation,
  person: string,
  { document: id, confirm, reject }: TagDecision,
): Promise<{ document: string; version: number }> {
  const denied = new Set(reject.map(keyOf))
  if (confirm.some((one) => denied.has(keyOf(one))))
    throw new AppError('bad-input', 'A tag cannot be confirmed and rejected at once.')
  return org.db.transaction().execute(async (db) => {
    const stored = await latestObject(db, document.kind, id)
    if (!stored) throw new AppError('not-found', `There is no document "${id}".`)
    const record = await readRecord(db, DECISION, id)
    const before: Decided = record ? parse(Decided, record.body, DECISION) : { confirmed: [], rejected: [] }
    const now = new Set([...confirm, ...reject].map(keyOf))
    const kept = (all: readonly TagRef[]) => all.filter((one) => !now.has(keyOf(one)))
    const body = { confirmed: [...kept(before.confirmed), ...confirm], rejected: [...kept(before.rejected), ...reject] }
    await saveRecordIn(org, db, person, { kind: DECISION, id, base: record?.version ?? 0, body })
    const read = document.parse(stored.envelope.body)
    const joined = (has: readonly string[], kind: TagRef['kind']) => [
      ...new Set([...has, ...confirm.filter((one) => one.kind === kind).map(({ tag }) => tag)]),
    ]
    if (confirm.length === 0) return { document: id, version: stored.version }
    const next = {
      ...stored.envelope.body,
      competencies: joined(read.competencies, 'competency'),
      roles: joined(read.roles, 'role'),
    }
    const { version } = await importOne(org, db, person, { kind: document.kind, id, authors: [], body: next })
    return { document: id, version }
  })
}
