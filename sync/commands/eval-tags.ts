import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import { AppError, parse } from '#core/base'
import type { EmbeddingModelName } from '#core/embedding'
import { calibrationError, type DocumentBody, measureTags, readDocument, tagThreshold } from '#core/knowledge'
import { embeddedText } from '#core/retrieval'
import { createTagger, fitTagger, type Tag, type TaggedDocument } from '../studio/tag-evidence.ts'
import { openEmbedder } from './eval-embedder.ts'
import { ModelName } from './eval-embedding.ts'
import { printResult } from './eval-output.ts'

/** A folder with fewer pages is no label. */
const LEAST_PAGES = 5

/**
 * How well documents are tagged by meaning, where the folder somebody put a page into stands for the tag a person gave it. The
 * path is in nothing that is compared. Every page is judged while it and a fifth of the others are kept aside.
 */
export async function evalTags(folder: string, model: EmbeddingModelName = 'int8') {
  const pages = pagesOf(folder)
  const count = new Map<string, number>()
  for (const { label } of pages) count.set(label, (count.get(label) ?? 0) + 1)
  const labels = [...count].flatMap(([label, n]) => (n >= LEAST_PAGES ? [label] : [])).sort()
  const used = pages.filter(({ label }) => labels.includes(label))
  if (labels.length < 2)
    throw new AppError('bad-input', `${folder} needs two folders of at least ${LEAST_PAGES} pages: they are the tags.`)
  const embedder = openEmbedder(model)
  try {
    const floats = async (texts: string[]) =>
      (await embedder.vectors(texts)).map((vector) => Float32Array.from(vector, (value) => value / 127))
    const documents: TaggedDocument[] = []
    for (const { id, label, body } of used)
      documents.push({
        id,
        headings: [body.title, ...body.passages.flatMap(({ path }) => path)].join(' '),
        text: body.passages.map(({ text }) => text).join(' '),
        vectors: await floats(body.passages.map(({ path, text }) => embeddedText(body.title, path, text))),
        tags: new Set([label]),
        rejected: new Set(),
      })
    const words = labels.map((label) => label.replaceAll('-', ' '))
    const vectors = await floats(words)
    const tags: Tag[] = labels.map((id, i) => ({ id, words: words[i] ?? id, vector: vectors[i] ?? new Float32Array() }))
    const { model: weights, predictions } = await fitTagger(createTagger(documents, tags), documents, tags)
    const threshold = tagThreshold(predictions)
    const sure = measureTags(predictions, threshold)
    const likely = measureTags(predictions, 0.5)
    return {
      documents: documents.length,
      tags: sure.tags.map(({ tag, n, precision, recall }) => ({
        tag,
        n,
        precision,
        recall,
        likelyPrecision: likely.tags.find((one) => one.tag === tag)?.precision ?? null,
        likelyRecall: likely.tags.find((one) => one.tag === tag)?.recall ?? null,
      })),
      threshold,
      precision: sure.all.precision,
      recall: sure.all.recall,
      likelyPrecision: likely.all.precision,
      likelyRecall: likely.all.recall,
      calibrationError: calibrationError(predictions),
      weights: weights.map((weight) => Math.round(weight * 100) / 100),
    }
  } finally {
    embedder.close()
  }
}

export const evalTagsCommand = defineCommand({
  meta: { name: 'tags', description: 'Tagging by meaning, with the folders of a handbook as tags' },
  args: {
    pages: { type: 'positional', description: 'folder of pages in folders', required: true },
    model: { type: 'string', default: 'int8', description: 'int8 or exact' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => {
    printResult(await evalTags(args.pages, parse(ModelName, args.model, '--model')), args.json)
  },
})

function pagesOf(folder: string): { id: string; label: string; body: DocumentBody }[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.flatMap((entry) => {
    const file = join(entry.parentPath, entry.name)
    const path = file.slice(join(folder, '/').length).replaceAll('\\', '/')
    const [label] = path.split('/')
    const read = readDocument({ path, content: readFileSync(file), today: '2000-01-01' })
    if (read.state === 'refused' || !path.includes('/') || !label || read.body.passages.length === 0) return []
    return [{ id: read.id, label, body: read.body }]
  })
}
