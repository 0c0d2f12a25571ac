import { parseDocument } from 'yaml'
import { type Refusal, refused } from './file-text.ts'

export interface SplitDocument {
  state: 'split'
  fields: Record<string, unknown>
  markdown: string
}

/** Takes the YAML front matter off a page. A page without one is fine; one that cannot be read is refused with its line in the file. */
export function splitFrontMatter(text: string): SplitDocument | Refusal {
  if (!/^---[ \t]*\n/.test(text)) return { state: 'split', fields: {}, markdown: text }
  const lines = text.split('\n')
  const end = lines.findIndex((line, i) => i > 0 && /^(---|\.\.\.)[ \t]*$/.test(line))
  if (end < 0) return refused(1, 'the front matter is opened with --- and never closed')
  const markdown = lines.slice(end + 1).join('\n')
  const yaml = parseDocument(lines.slice(1, end).join('\n'))
  const [error] = yaml.errors
  // The parser counts from the line after the opening ---.
  if (error) return refused((error.linePos?.[0].line ?? 1) + 1, `front matter: ${firstLine(error.message)}`)
  let fields: unknown
  try {
    fields = yaml.toJS({ maxAliasCount: 20 })
  } catch {
    return refused(2, 'front matter: too many aliases')
  }
  if (fields === null) return { state: 'split', fields: {}, markdown }
  if (typeof fields !== 'object' || Array.isArray(fields))
    return refused(2, 'front matter: must be "name: value" lines')
  return { state: 'split', fields: Object.fromEntries(Object.entries(fields)), markdown }
}

const firstLine = (message: string) => (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
