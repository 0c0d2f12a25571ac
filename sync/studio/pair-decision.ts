import type { Transaction } from 'kysely'
import { dayOf } from '#core/base'
import type { FoundPair, PairAnswer, PairSide } from '#core/consistency'
import { document } from '#core/content'
import { readDocument } from '#core/knowledge'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { importOne } from './import-objects.ts'
import { latestObject } from './stored-objects.ts'

type Picked = Extract<PairAnswer, { answer: 'picked' }>

/** Where the owner's decision on a pair is written down. */
export const decisionDocument = (pair: string): string => `decisions/${pair.slice(0, 8)}`

/**
 * Writes the owner's decision as a source document: what holds, what does not, why, and who said so. It passes the gate like any
 * other, and can then be cited by its passage. Its fields are those of the document that holds.
 *
 * @param person who records it
 */
export async function writeDecision(
  org: Organisation,
  db: Transaction<Schema>,
  person: string,
  pair: FoundPair,
  picked: Picked,
): Promise<void> {
  const [holds, other] = picked.holds === 'a' ? [pair.a, pair.b] : [pair.b, pair.a]
  const holding = await latestObject(db, 'document', holds.document)
  const fields = holding ? document.parse(holding.envelope.body) : null
  const day = dayOf(org.nowMs())
  const id = decisionDocument(pair.id)
  const path = `${id}.md`
  const read = readDocument({ path, content: decisionText(holds, other, picked, day), today: day })
  if (read.state === 'refused') return
  const body = {
    title: `Decision: ${holds.title}`.slice(0, 200),
    scope: fields?.scope ?? `What “${holds.title}” and “${other.title}” say differently`,
    versionDate: day,
    owner: picked.owner,
    ...(fields?.reviewBy && { reviewBy: fields.reviewBy }),
    roles: fields?.roles ?? [],
    competencies: fields?.competencies ?? [],
    path,
    passages: read.body.passages,
  }
  await importOne(org, db, person, { kind: 'document', id, authors: [], body })
}

const plain = (text: string) =>
  text
    .replace(/[\\`*_{}[\]<>#|]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
const decisionText = (holds: PairSide, other: PairSide, { owner, reason }: Picked, day: string): string =>
  [
    '# Decision',
    '## What holds',
    plain(holds.text),
    '## Why',
    plain(reason),
    `Decided by ${owner} on ${day}. “${plain(holds.title)}” holds; what “${plain(other.title)}” says of it does not.`,
  ].join('\n\n')
