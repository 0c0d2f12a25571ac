import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse, parseJson, textOf } from '#core/base'
import { MAX_OBJECT_BYTES } from '#core/content'
import { createOperator } from '../client.ts'
import { FileObject } from '../studio/file-object.ts'

const Reply = v.object({
  taken: v.array(
    v.object({
      kind: v.string(),
      id: v.string(),
      version: v.number(),
      sha256: v.string(),
      state: v.picklist(['new', 'changed', 'same']),
    }),
  ),
  refused: v.array(v.object({ kind: v.string(), id: v.string(), reason: v.string() })),
})
type Taken = v.InferOutput<typeof Reply>['taken'][number]

/** Sent at once, bytes; the server takes 8 MiB. */
const BATCH_BYTES = 6 * 1024 * 1024

interface Report {
  files: number
  taken: (Taken & { file: string })[]
  refused: { file: string; reason: string }[]
}

export const importObjects = defineCommand({
  meta: { name: 'objects', description: 'Import content objects, one JSON file { kind, id, body } each, as drafts' },
  args: {
    folder: { type: 'positional', description: 'folder of .json files', required: true },
    as: { type: 'string', description: 'the author, who may then not review them', required: true },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  async run({ args }) {
    const report = await importFolder(args.folder, args.as)
    if (args.json) console.log(JSON.stringify(report))
    else for (const line of said(report)) console.log(line)
    if (report.refused.length > 0)
      throw new AppError(
        'refused',
        `${report.refused.length} of ${report.files} files were refused; the others are in.`,
      )
  },
})

/** @throws {AppError} `bad-input` for a folder without JSON files */
async function importFolder(folder: string, as: string): Promise<Report> {
  const read = jsonFiles(folder).map((file) => readFile(folder, file))
  const report: Report = { files: read.length, taken: [], refused: [] }
  const good = withoutTwins(
    read.filter((entry) => 'object' in entry),
    report,
  )
  for (const entry of read) if ('reason' in entry) report.refused.push(entry)
  if (good.length === 0) return report
  const operator = await createOperator()
  try {
    for (const batch of batches(good)) {
      const objects = batch.map(({ object }) => object)
      const reply = parse(Reply, await operator.post('/v1/studio/objects', { as, objects }), 'reply')
      const fileOf = (kind: string, id: string) =>
        batch.find(({ object }) => object.kind === kind && object.id === id)?.file ?? `${kind} ${id}`
      report.taken.push(...reply.taken.map((taken) => ({ ...taken, file: fileOf(taken.kind, taken.id) })))
      report.refused.push(...reply.refused.map(({ kind, id, reason }) => ({ file: fileOf(kind, id), reason })))
    }
  } finally {
    await operator.close()
  }
  return report
}

function jsonFiles(folder: string): string[] {
  let names: string[]
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  } catch (cause) {
    throw new AppError('bad-input', `${folder} is not a folder that can be read.`, cause)
  }
  const files = names.filter((name) => name.endsWith('.json') && statSync(join(folder, name)).isFile()).sort()
  if (files.length === 0) throw new AppError('bad-input', `${folder} holds no .json files.`)
  return files
}

interface Good {
  file: string
  object: FileObject
  sizeBytes: number
}
type Read = Good | { file: string; reason: string }

function readFile(folder: string, name: string): Read {
  const path = join(folder, name)
  const file = relative('.', path)
  try {
    const bytes = readFileSync(path)
    if (bytes.length > MAX_OBJECT_BYTES) return { file, reason: `larger than ${MAX_OBJECT_BYTES} bytes; split it` }
    const object = parseJson(FileObject, textOf(bytes, name), name)
    if (object.kind === 'document')
      return { file, reason: 'documents come from Markdown; use handrail import documents' }
    return { file, object, sizeBytes: bytes.length }
  } catch (error) {
    if (error instanceof AppError) return { file, reason: error.message }
    throw error
  }
}

/** Two files for one object: which is meant, only their author knows. */
function withoutTwins(read: readonly Good[], report: Report): Good[] {
  const first = new Map<string, Good>()
  for (const entry of read) {
    const name = `${entry.object.kind} ${entry.object.id}`
    const twin = first.get(name)
    if (twin) report.refused.push({ file: entry.file, reason: `${name} is in ${twin.file} already` })
    else first.set(name, entry)
  }
  return [...first.values()]
}

function batches(all: readonly Good[]): Good[][] {
  const out: Good[][] = []
  let sizeBytes = 0
  for (const entry of all) {
    const last = out.at(-1)
    if (last && last.length < 1000 && sizeBytes + entry.sizeBytes < BATCH_BYTES) last.push(entry)
    else {
      out.push([entry])
      sizeBytes = 0
    }
    sizeBytes += entry.sizeBytes
  }
  return out
}

function said({ taken, refused, files }: Report): string[] {
  const count = (state: Taken['state']) => taken.filter((entry) => entry.state === state).length
  return [
    ...taken
      .filter(({ state }) => state !== 'same')
      .map(
        ({ kind, id, version, state }) =>
          `${state === 'new' ? 'new     ' : 'changed '} ${kind} ${id}, version ${version}`,
      ),
    ...refused.map(({ file, reason }) => `refused  ${file}: ${reason}`),
    `${files} files: ${count('new')} new, ${count('changed')} changed, ${count('same')} the same, ${refused.length} refused`,
  ]
}
