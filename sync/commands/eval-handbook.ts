import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError } from '#core/base'
import { readDocument } from '#core/knowledge'
import { embedPages, indexPages, type SearchPage, toSearchPage } from '#core/retrieval'
import { openEmbedder } from './eval-embedder.ts'
import { readJsonLines } from './eval-input.ts'
import { mean, reciprocalRank } from './eval-metrics.ts'
import { createProgress, printResult } from './eval-output.ts'

const Line = v.union([
  v.pipe(
    v.object({ query: v.string(), target: v.string(), source: v.nullish(v.string()) }),
    v.transform(({ query, target, source }) => ({ text: query, target, source, isQuestion: false })),
  ),
  v.pipe(
    v.object({ question: v.string(), page: v.string(), source: v.nullish(v.string()) }),
    v.transform(({ question, page, source }) => ({ text: question, target: page, source, isQuestion: true })),
  ),
])
type Line = v.InferOutput<typeof Line>

/**
 * How well search finds the page people meant in a handbook. Title, path, headings and body are searched, never front matter.
 * Distinct (lower-cased query, target) pairs count once; a query's other targets and its source are taken out of its ranking; for a
 * question, its own heading is taken off the page it stands on.
 */
export async function evalHandbook(folder: string, queries: string) {
  const files = readPages(folder)
  const lines = distinct(readJsonLines(queries, Line))
  if (lines.length === 0) throw new AppError('bad-input', `${queries} holds no query.`)
  for (const { target } of lines)
    if (!files.has(target)) console.error(`${target} is no page of ${folder}: its queries count as not found`)
  const targets = new Map<string, Set<string>>()
  for (const { text, target } of lines)
    targets.set(text.toLowerCase(), (targets.get(text.toLowerCase()) ?? new Set()).add(target))
  const embedder = openEmbedder()
  try {
    const rank = await createRanking(files, embedder)
    const places: number[] = []
    const progress = createProgress('ranking')
    for (const line of lines) {
      const out = new Set(targets.get(line.text.toLowerCase()))
      if (line.source) out.add(line.source)
      out.delete(line.target)
      const ranking = (await rank(line)).filter((id) => !out.has(id))
      places.push(reciprocalRank(ranking, (id) => id === line.target))
      progress(places.length, lines.length)
    }
    const hit = (within: number) => mean(places.map((reciprocal) => (reciprocal >= 1 / within ? 1 : 0)))
    return { queries: lines.length, mrr: mean(places), hit1: hit(1), hit3: hit(3) }
  } finally {
    embedder.close()
  }
}

function distinct(lines: readonly Line[]): Line[] {
  return [...new Map(lines.map((line) => [JSON.stringify([line.text.toLowerCase(), line.target]), line])).values()]
}

type Embedder = ReturnType<typeof openEmbedder>

/** All queries share one index. While a question is asked, its own heading is off its page. */
async function createRanking(files: ReadonlyMap<string, string>, embedder: Embedder) {
  const pages = [...files].map(([path, markdown]) => toPage(path, markdown))
  const vectors = await embedPages(pages, embedder, { onProgress: createProgress('embedding') })
  const whole = indexPages(pages, vectors)
  return async ({ text, target, isQuestion }: Line): Promise<string[]> => {
    const [vector = new Float32Array()] = await embedder.embed([text])
    const query = { text, vector, limit: pages.length }
    const at = pages.findIndex(({ id }) => id === target)
    const asked = pages[at]
    if (!isQuestion || !asked) return whole.rank(query).map(({ id }) => id)
    const page = toPage(target, withoutHeading(files.get(target) ?? '', text))
    const [own] = await embedPages([page], embedder)
    whole.put(page, own)
    const ranking = whole.rank(query).map(({ id }) => id)
    whole.put(asked, vectors[at])
    return ranking
  }
}

function readPages(folder: string): Map<string, string> {
  let paths: string[]
  try {
    paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  } catch (cause) {
    throw new AppError('bad-input', `${folder} cannot be read; give a folder of Markdown pages.`, cause)
  }
  const pages = paths.filter((path) => /\.(md|markdown)(\.\w+)?$/i.test(path) && statSync(join(folder, path)).isFile())
  if (pages.length === 0) throw new AppError('bad-input', `${folder} holds no Markdown page.`)
  return new Map(pages.map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]))
}

/** A page whose front matter an import would refuse is measured all the same, without it. */
function toPage(path: string, markdown: string): SearchPage {
  const name = path.replace(/(\.\w+)+$/, '')
  const read = (content: string) =>
    readDocument({ path: `${name.slice(name.lastIndexOf('/') + 1)}.md`, content, today: '' })
  const first = read(markdown)
  const result = first.state === 'taken' ? first : read(markdown.replace(/^---\n[\s\S]*?\n---\n/, ''))
  if (result.state === 'refused') return { id: path, title: name, path: name, passages: [] }
  const { title, passages } = result.body
  return toSearchPage({
    id: path,
    title,
    path: name,
    passages: passages.map((passage) => ({ id: passage.id, headings: passage.path, text: passage.text })),
  })
}

const letters = (text: string) =>
  text
    .replace(/\]\([^)]*\)/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()

function withoutHeading(markdown: string, heading: string): string {
  const wanted = letters(heading)
  return markdown
    .split('\n')
    .filter((line) => !(/^ {0,3}#{1,6}\s/.test(line) && letters(line) === wanted))
    .join('\n')
}

export const evalHandbookCommand = defineCommand({
  meta: { name: 'handbook', description: 'Search over a handbook with the questions people asked of it' },
  args: {
    pages: { type: 'positional', description: 'folder of Markdown pages', required: true },
    queries: {
      type: 'positional',
      description: '{query, target, source?} or {question, page}, one a line',
      required: true,
    },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => printResult(await evalHandbook(args.pages, args.queries), args.json),
})
