import { parse, utf8 } from '#core/base'
import { FileReports } from '#core/knowledge'
import { withOperator } from '../client.ts'
import type { DocumentRead, FileReport } from './document-folder.ts'
import { createProgress } from './eval-output.ts'

/** Sent at once, bytes; the server takes 8 MiB. */
const BATCH_BYTES = 4 * 1024 * 1024
const BATCH_DOCUMENTS = 100

/** Sends read documents to the organisation's server as drafts of `as`, and adds to each report what became of it there. */
export function sendDocuments(
  read: readonly DocumentRead[],
  reports: readonly FileReport[],
  as: string,
): Promise<FileReport[]> {
  return withOperator(async (operator) => {
    const byFile = new Map(reports.map((report) => [report.file, report]))
    const progress = createProgress('importing')
    let done = 0
    for (const batch of batches(read)) {
      const files = batch.map(({ file, document: { id, body, warnings } }) => ({
        file,
        id,
        body,
        warnings,
      }))
      const reply = parse(FileReports, await operator.post('/v1/studio/sources/documents', { as, files }), 'reply')
      for (const { file, state, version, missing, warnings, reason } of reply.files) {
        const report = byFile.get(file)
        if (!report || report.state === 'refused') continue
        if (state === 'refused') byFile.set(file, { file, state, line: 1, reason: reason ?? '' })
        else {
          const completeness = missing.length > 0 ? 'incomplete' : 'complete'
          byFile.set(file, {
            ...report,
            state: completeness,
            missing,
            warnings,
            change: state,
            ...(version ? { version } : {}),
          })
        }
      }
      done += batch.length
      progress(done, read.length)
    }
    return [...byFile.values()]
  })
}

function batches(read: readonly DocumentRead[]): DocumentRead[][] {
  const all: DocumentRead[][] = []
  let sizeBytes = Number.POSITIVE_INFINITY
  for (const entry of read) {
    const more = utf8(JSON.stringify(entry.document.body)).length
    const last = all.at(-1)
    if (!last || last.length >= BATCH_DOCUMENTS || sizeBytes + more > BATCH_BYTES) {
      all.push([entry])
      sizeBytes = more
    } else {
      last.push(entry)
      sizeBytes += more
    }
  }
  return all
}
