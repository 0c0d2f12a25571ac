import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { evalContradictions } from '../../../sync/commands/eval-contradictions.ts'
import { evalDuplicates } from '../../../sync/commands/eval-duplicates.ts'
import type { CopiedDocuments, LabelledPages } from './labelled-sets.ts'

function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-consistency-'))
  return work(folder).finally(() => rmSync(folder, { recursive: true, force: true }))
}

/** Through the command's own door: a folder of pages and a file of labels. */
export const measureContradictions = ({ pages, labels }: LabelledPages) =>
  inFolder(async (folder) => {
    for (const { path, markdown } of pages) {
      const file = join(folder, 'pages', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, markdown)
    }
    const file = join(folder, 'labels.json')
    writeFileSync(file, JSON.stringify(labels))
    return evalContradictions(join(folder, 'pages'), file)
  })

export const measureDuplicates = ({ documents, pairs }: CopiedDocuments) =>
  inFolder(async (folder) => {
    writeFileSync(join(folder, 'documents.jsonl'), documents.map((line) => JSON.stringify(line)).join('\n'))
    writeFileSync(join(folder, 'pairs.tsv'), pairs.map((pair) => pair.join('\t')).join('\n'))
    return evalDuplicates(join(folder, 'documents.jsonl'), join(folder, 'pairs.tsv'))
  })
