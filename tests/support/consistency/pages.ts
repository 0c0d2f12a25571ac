import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MarkdownPage } from './labelled-sets.ts'

/** Every Markdown page below a folder. */
export function readMarkdown(folder: string): MarkdownPage[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(md|markdown)(\.\w+)?$/i.test(path),
  )
  return paths.sort().map((path) => ({ path, markdown: readFileSync(join(folder, path), 'utf8') }))
}

/** Half of the pages, by their names: weights were fitted on the even half, what is reported is measured on the odd one. */
export function half(pages: readonly MarkdownPage[], which: 'even' | 'odd'): MarkdownPage[] {
  return pages.filter(
    ({ path }) => [...path].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 2 === (which === 'odd' ? 1 : 0),
  )
}
