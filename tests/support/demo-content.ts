import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AnswerEvidence, type AssessmentContent, readAssessmentContent } from '#core/assessment'
import { contentKind, type Envelope } from '#core/content'
import { readDocument, type TakenDocument } from '#core/knowledge'
import type { AidCard } from '../../core/engine-api.ts'

const folder = join(process.cwd(), 'sync/demo/content')

/** The demo organisation's documents, read as an import reads them. */
export function demoDocuments(): TakenDocument[] {
  const files = readdirSync(join(folder, 'documents')).sort()
  return files.map((path) => {
    const read = readDocument({ path, content: readFileSync(join(folder, 'documents', path)), today: '2026-11-21' })
    if (read.state === 'refused') throw new Error(`${path}:${read.line} ${read.reason}`)
    return read
  })
}

/** Its objects, with their sources completed by the passages' hashes as an import completes them. */
export function demoObjects(documents = demoDocuments()): Envelope[] {
  const hashes = new Map(
    documents.flatMap(({ id, body }) => body.passages.map((passage) => [`${id}#${passage.id}`, passage.sha256])),
  )
  const files = readdirSync(join(folder, 'objects')).sort()
  return files.map((file) => {
    const text = readFileSync(join(folder, 'objects', file), 'utf8')
    const { kind, id, body } = JSON.parse(text, (_, value: unknown) => withHash(value, hashes))
    return { kind, id, body, version: 1, authors: ['amira'] }
  })
}

/** The pictures its items point at. */
export const demoPictures = (): Uint8Array<ArrayBuffer>[] =>
  readdirSync(join(folder, 'pictures')).map((file) => new Uint8Array(readFileSync(join(folder, 'pictures', file))))

function withHash(value: unknown, hashes: ReadonlyMap<string, string>): unknown {
  if (typeof value !== 'object' || value === null || !('document' in value && 'passage' in value)) return value
  return { ...value, sha256: hashes.get(`${value.document}#${value.passage}`) }
}

export function demoAids(objects = demoObjects()): AidCard[] {
  return objects
    .filter(({ kind }) => contentKind(kind).readable)
    .map(({ kind, id, body }) => ({
      kind,
      id,
      title: contentKind(kind).title(body),
      summary: contentKind(kind).summary(body),
      competencies: contentKind(kind).competencies(body),
      stale: false,
    }))
}

/** As if people had been found to agree with the machine on every task in own words: each answer counts at once. */
export function demoAssessments(): AssessmentContent {
  const agreement = { n: 60, qwk: 0.8, low: 0.7, high: 0.87, exact: 0.8, on: '2026-11-01' }
  const ids = demoObjects().flatMap(({ kind, id }) => (kind === 'item' ? [id] : []))
  return demoContent({
    model: null,
    items: new Map(ids.map((id) => [id, { agreement, curve: [], answers: [] }])),
  })
}

/** As the demo is: nobody has read an answer yet, so tasks in own words give feedback only. */
export function demoContent(evidence?: AnswerEvidence): AssessmentContent {
  const objects = demoObjects()
  return readAssessmentContent(objects, demoAids(objects), null, evidence)
}
