import type { Transaction } from 'kysely'
import { AppError } from '#core/base'
import { document } from '#core/content'
import { type DocumentBody, type FileReport, missingFields, type Refusal, type TakenDocument } from '#core/knowledge'
import type { Schema } from '../database.ts'
import type { Organisation } from '../organisation.ts'
import { importOne } from '../studio/import-objects.ts'
import { latestObject } from '../studio/stored-objects.ts'
import { BY_HAND, type FileRow, filesOf, putFile, sourceOfDocument } from './source-files.ts'

/** A file that was read, whoever read it. */
export interface ReadFile {
  file: string
  /** of its bytes, and of the fields beside it */
  sha256: string
  etag?: string | null
  result: TakenDocument | Refusal
}

/**
 * Takes read files in as drafts of their documents. The same bytes as last time change nothing, whatever the studio has written into
 * the fields since; where a file changed, what it says itself wins and what it does not say stays as the studio has it. A file seen for the first
 * time whose document is there already becomes its next version, and its report says so. One that is refused stops no other.
 *
 * @param source a registered source, or by hand
 */
export function importFiles(
  org: Organisation,
  author: string,
  source: string,
  files: readonly ReadFile[],
): Promise<FileReport[]> {
  return org.db.transaction().execute(async (db) => {
    const known = await filesOf(
      db,
      source,
      files.map(({ file }) => file),
    )
    const reports: FileReport[] = []
    for (const read of files) {
      const before = known.get(read.file)
      const report = await importOneFile(org, db, author, source, read, before)
      reports.push(report)
      await putFile(db, {
        source,
        file: read.file,
        sha256: report.state === 'refused' ? `refused ${read.sha256}` : read.sha256,
        etag: read.etag ?? null,
        document: report.document ?? before?.document ?? null,
        state: report.state,
        reason: report.reason,
        at_ms: org.nowMs(),
        vanished_ms: null,
      })
    }
    return reports
  })
}

async function importOneFile(
  org: Organisation,
  db: Transaction<Schema>,
  author: string,
  source: string,
  { file, sha256, result }: ReadFile,
  before: FileRow | undefined,
): Promise<FileReport> {
  const refuse = (reason: string): FileReport => ({
    file,
    state: 'refused',
    document: null,
    version: null,
    missing: [],
    warnings: [],
    reason,
  })
  if (result.state === 'refused')
    return refuse(result.line > 1 ? `line ${result.line}: ${result.reason}` : result.reason)
  const { id, warnings } = result
  const elsewhere = source === BY_HAND ? null : await sourceOfDocument(db, id)
  if (elsewhere && (elsewhere.source !== source || elsewhere.file !== file))
    return refuse(`has the same name as ${elsewhere.file}; rename one of them`)
  const last = await latestObject(db, document.kind, id)
  const lastBody = last && document.parse(last.envelope.body)
  const body = lastBody ? filled(result.body, lastBody) : result.body
  const missing = missingFields(body)
  if (last && before?.sha256 === sha256)
    return { file, state: 'same', document: id, version: last.version, missing, warnings, reason: null }
  try {
    const { version, state } = await importOne(org, db, author, { kind: document.kind, id, authors: [], body })
    const told =
      state === 'changed' && before?.document !== id
        ? [...warnings, `a document of this name was there: this is version ${version} of “${lastBody?.title}” now`]
        : warnings
    return { file, state, document: id, version, missing, warnings: told, reason: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refuse(error.message)
  }
}

/** What a read file does not say stays as it was; parsed, so that equal content is equal bytes. */
function filled(read: DocumentBody, last: DocumentBody): DocumentBody {
  const said = Object.entries(read).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  )
  return document.parse({ ...last, ...Object.fromEntries(said), passages: read.passages })
}
