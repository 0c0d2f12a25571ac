import * as v from 'valibot'
import { parse, utf8 } from '#core/base'
import { createOperator } from '../client.ts'
import type { DocumentRead, FileReport } from './document-folder.ts'
import { createProgress } from './eval-output.ts'

const Reply = v.object({
  taken: v.array(v.object({ id: v.string(), version: v.number(), state: v.picklist(['new', 'changed', 'same']) })),
  refused: v.array(v.object({ id: v.string(), reason: v.string() })),
})

/** Sent at once, bytes; the server takes 8 MiB. */
const BATCH_BYTES = 4 * 1024 * 1024
const BATCH_DOCUMENTS = 100

/** Sends read documents to the organisation's server as drafts of `as`, and adds to each report what became of it there. */
export async function sendDocuments(
  read: readonly DocumentRead[],
  reports: readonly FileReport[],
  as: string,
): Promise<FileReport[]> {
  const operator = await createOperator()
  const byId = new Map(read.flatMap(({ document }, i) => (reports[i] ? [[document.id, reports[i]] as const] : [])))
  const progress = createProgress('importing')
  try {
    let done = 0
    for (const batch of batches(read)) {
      const objects = batch.map(({ document: { id, body } }) => ({ kind: 'document', id, body }))
      const reply = parse(Reply, await operator.post('/v1/studio/objects', { as, objects }), 'reply')
      for (const { id, version, state } of reply.taken) {
        const report = byId.get(id)
        if (report && report.state !== 'refused') byId.set(id, { ...report, version, change: state })
      }
      for (const { id, reason } of reply.refused)
        byId.set(id, { file: byId.get(id)?.file ?? id, state: 'refused', line: 1, reason })
      done += batch.length
      progress(done, read.length)
    }
  } finally {
    await operator.close()
  }
  return [...byId.values()]
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
