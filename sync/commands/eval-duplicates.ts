import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, sha256Hex } from '#core/base'
import { readDocument } from '#core/knowledge'
import { printResult } from './eval-output.ts'
import { comparePages } from './eval-pairs.ts'
import { readJsonLines, readText } from './input-file.ts'

const Line = v.object({ id: v.string(), title: v.optional(v.string(), ''), text: v.string() })

/**
 * How well near-duplicate documents are found.
 *
 * @param documents {id, title, text}, one a line
 * @param pairs     id1 TAB id2, one a line: every pair that is one, and no other
 */
export async function evalDuplicates(documents: string, pairs: string) {
  const lines = readJsonLines(documents, Line)
  const known = new Set(lines.map(({ id }) => id))
  const wanted = new Set(readPairs(pairs, known))
  const { pairs: found, byMeaning } = await comparePages(
    lines.map(({ id, title, text }) => {
      const page = readDocument({ path: 'page.md', content: text, today: '' })
      return { id, title, sha256: sha256Hex(text), passages: page.state === 'taken' ? page.body.passages : [] }
    }),
  )
  const copies = new Set(
    found.flatMap(({ list, difference, a, b }) =>
      list === 'duplicate' && difference === 'document' ? [pairOf(a.document, b.document)] : [],
    ),
  )
  const right = [...copies].filter((pair) => wanted.has(pair)).length
  return {
    precision: copies.size === 0 ? 1 : right / copies.size,
    recall: wanted.size === 0 ? 1 : right / wanted.size,
    documents: lines.length,
    pairs: copies.size,
    byMeaning,
  }
}

const pairOf = (a: string, b: string): string => [a, b].sort().join('\t')

function readPairs(path: string, known: ReadonlySet<string>): string[] {
  return readText(path)
    .split('\n')
    .flatMap((line, i) => {
      if (!line.trim()) return []
      const [a = '', b = ''] = line.replace(/\r$/, '').split('\t')
      for (const id of [a, b])
        if (!known.has(id)) throw new AppError('bad-input', `${path}, line ${i + 1}: there is no document "${id}"`)
      return [pairOf(a, b)]
    })
}

export const evalDuplicatesCommand = defineCommand({
  meta: { name: 'duplicates', description: 'How many near-duplicate documents are found, and how many of those are' },
  args: {
    documents: { type: 'positional', description: '{id, title, text}, one a line', required: true },
    pairs: { type: 'positional', description: 'id1 TAB id2, one a line', required: true },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => printResult(await evalDuplicates(args.documents, args.pairs), args.json),
})
