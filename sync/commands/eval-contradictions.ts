import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import { printResult } from './eval-output.ts'
import { comparePages, readPages } from './eval-pairs.ts'
import { readText } from './input-file.ts'

const Place = v.object({ path: v.string(), text: v.string() })
const Labels = v.array(v.object({ a: Place, b: Place, conflict: v.boolean() }))
type Place = v.InferOutput<typeof Place>

/** So many of the best are looked at for `precision20`. */
const FIRST = 20

/**
 * How well contradictions are found among pages whose conflicts are known. `precision` and `recall` are over the labelled pairs:
 * what is found and not labelled is counted in `unlabelled`, for a person to read.
 *
 * @param folder Markdown pages
 * @param labels [{a: {path, text}, b: {path, text}, conflict}], a text being a sentence or what holds it
 */
export async function evalContradictions(folder: string, labels: string) {
  const pages = readPages(folder)
  const known = parseJson(Labels, readText(labels), labels)
  const paths = new Set(pages.map(({ id }) => id))
  for (const { path } of known.flatMap(({ a, b }) => [a, b]))
    if (!paths.has(path)) throw new AppError('bad-input', `${labels}: ${folder} holds no page "${path}"`)
  const { pairs, sentences, byMeaning } = await comparePages(pages)
  const found = pairs
    .filter(({ list }) => list !== 'duplicate')
    .sort((x, y) => Number(x.list === 'modal') - Number(y.list === 'modal') || y.score - x.score)
  const ranked = found.map(({ a, b, score, list }) => ({
    score,
    list,
    labels: known.filter(
      (label) => (stands(a, label.a) && stands(b, label.b)) || (stands(a, label.b) && stands(b, label.a)),
    ),
  }))
  const labelled = ranked.filter((pair) => pair.labels.length > 0)
  const right = labelled.filter((pair) => pair.labels.some(({ conflict }) => conflict))
  const conflicts = known.filter(({ conflict }) => conflict)
  const met = new Set(right.flatMap((pair) => pair.labels.filter(({ conflict }) => conflict)))
  const first = ranked.slice(0, FIRST)
  return {
    precision: labelled.length === 0 ? 1 : right.length / labelled.length,
    recall: conflicts.length === 0 ? 1 : met.size / conflicts.length,
    pairs: ranked.length,
    unlabelled: ranked.length - labelled.length,
    /** of the first 20 listed, those labelled a conflict */
    precision20:
      first.length === 0
        ? 1
        : first.filter((pair) => pair.labels.some(({ conflict }) => conflict)).length / first.length,
    modal: ranked.filter(({ list }) => list === 'modal').length,
    sentences,
    perThousand: sentences === 0 ? 0 : (1000 * ranked.filter(({ list }) => list === 'conflict').length) / sentences,
    byMeaning,
  }
}

const letters = (text: string): string =>
  text
    .replace(/\]\([^)]*\)/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()

function stands(side: { document: string; text: string }, label: Place): boolean {
  if (side.document !== label.path) return false
  const [here, there] = [letters(side.text), letters(label.text)]
  return here.includes(there) || there.includes(here)
}

export const evalContradictionsCommand = defineCommand({
  meta: { name: 'contradictions', description: 'How many known contradictions between pages are found' },
  args: {
    folder: { type: 'positional', description: 'folder of Markdown pages', required: true },
    labels: { type: 'positional', description: '[{a: {path, text}, b: {path, text}, conflict}]', required: true },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => printResult(await evalContradictions(args.folder, args.labels), args.json),
})
