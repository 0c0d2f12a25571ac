import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as v from 'valibot'
import { AppError } from '#core/base'
import { readDocument } from '#core/knowledge'
import { type SearchPage, toSearchPage } from '#core/retrieval'
import type { Collection } from './eval-collection.ts'
import { readJsonLines } from './input-file.ts'

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
 * A handbook with queries whose pages are known. Title, path, headings and body are searched, never front matter. Distinct
 * (lower-cased query, target) pairs count once; a query's other targets and its source are taken out of its ranking; for a
 * question, its own heading is taken off the page it stands on.
 */
export function readHandbook(folder: string, queries: string): Collection {
  const files = readPages(folder)
  const lines = distinct(readJsonLines(queries, Line))
  if (lines.length === 0) throw new AppError('bad-input', `${queries} holds no query.`)
  for (const { target } of lines)
    if (!files.has(target)) console.error(`${target} is no page of ${folder}: its queries count as not found`)
  const targets = new Map<string, Set<string>>()
  for (const { text, target } of lines)
    targets.set(text.toLowerCase(), (targets.get(text.toLowerCase()) ?? new Set()).add(target))
  const questions = lines.map(({ text, target, source, isQuestion }) => {
    const out = new Set(targets.get(text.toLowerCase()))
    if (source) out.add(source)
    out.delete(target)
    const markdown = isQuestion ? files.get(target) : undefined
    return {
      text,
      grades: new Map([[target, 1]]),
      out,
      ...(markdown !== undefined && { instead: toPage(target, withoutHeading(markdown, text)) }),
    }
  })
  const pages = [...files].map(([path, markdown]) => toPage(path, markdown))
  return { name: basename(queries).replace(/\.jsonl$/, ''), pages, questions, figure: 'MRR' }
}

function distinct(lines: readonly Line[]): Line[] {
  return [...new Map(lines.map((line) => [JSON.stringify([line.text.toLowerCase(), line.target]), line])).values()]
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
