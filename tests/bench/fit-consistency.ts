import { sha256Hex } from '#core/base'
import { cosine } from '#core/embedding'
import { readDocument } from '#core/knowledge'
import { openEmbedder } from '../../sync/commands/eval-embedder.ts'
import type { ChangedDocument } from '../../sync/studio/pairs-compare.ts'
import { type CandidatePair, candidatePairs } from '../support/consistency/candidate-pairs.ts'
import { FEATURES, fitWeights, type KnownPair } from '../support/consistency/fit.ts'
import { type Label, type LabelledPages, planted, twoVersions } from '../support/consistency/labelled-sets.ts'
import { half, readMarkdown } from '../support/consistency/pages.ts'
import { dataSet } from '../support/data-sets.ts'
import type { Row } from './row.ts'

/** Other sets than those measured, and of the other half of the pages. */
const SEEDS = [11, 12, 13]
const PLANTED = 60
/** Pairs with less in common are never shown, whatever the weights. */
const LEAST_CONTAINMENT = 0.3
/** So many of the clean handbooks' pairs are shown: below .3 in 1,000 sentences of the larger one. */
const MOST_FLAGS = 2
const AT_ONCE = 64

/**
 * The weights of core/consistency/conflict.ts, made again: from pages of two handbooks with planted changes, on the half that
 * `npm run bench -- consistency` does not measure; the constant alone comes from the whole clean handbooks.
 */
export async function bench(): Promise<Row[]> {
  const embedder = openEmbedder()
  try {
    const known: KnownPair[] = []
    const clean: KnownPair[] = []
    for (const folder of ['18f-handbook/pages', 'gds-way/pages']) {
      const path = dataSet(folder)
      if (!path) return []
      const all = readMarkdown(path)
      const pages = half(all, 'even')
      const add = async (to: KnownPair[], set: KnownPair['set'], labelled: LabelledPages) =>
        void to.push(...(await knownPairs(set, labelled, embedder.vectors)))
      await add(clean, 'clean', { pages: all, labels: [] })
      await add(known, 'clean', { pages, labels: [] })
      for (const seed of SEEDS) {
        await add(known, 'planted', planted(pages, seed, PLANTED))
        await add(known, 'versions', twoVersions(pages, seed + 10))
      }
    }
    const { weights, bias, expected } = fitWeights(known, clean, MOST_FLAGS)
    const row = (name: string, value: number): Row => ({ name, value: Math.round(value * 100) / 100, unit: '' })
    return [
      ...FEATURES.map((feature, i) => row(`weight of ${feature}`, weights[i] ?? 0)),
      row('constant', bias),
      row('expected cosine, for overlap', expected.overlap),
      row('expected cosine, constant', expected.bias),
      { name: 'conflicts it was fitted on', value: known.filter(({ isConflict }) => isConflict).length, unit: '' },
      { name: 'other pairs it was fitted on', value: known.filter(({ isConflict }) => !isConflict).length, unit: '' },
    ]
  } finally {
    embedder.close()
  }
}

/** Pairs of labelled sentences; in clean pages all. "Must or should" in clean pages is a list of its own, and no flag. */
async function knownPairs(
  set: KnownPair['set'],
  { pages, labels }: LabelledPages,
  embed: (texts: readonly string[]) => Promise<readonly ArrayLike<number>[]>,
): Promise<KnownPair[]> {
  const found = candidatePairs(pages.flatMap(toDocument)).filter(
    ({ difference, features }) =>
      features.containment >= LEAST_CONTAINMENT && (set !== 'clean' || difference.type !== 'modal'),
  )
  const byDocuments = new Map<string, Label[]>()
  for (const label of labels) {
    const name = documentsOf(label.a.path, label.b.path)
    byDocuments.set(name, [...(byDocuments.get(name) ?? []), label])
  }
  const kept = found.flatMap((pair) => {
    const near = byDocuments.get(documentsOf(pair.a.document, pair.b.document)) ?? []
    const hits = near.filter((label) => isAbout(pair, label))
    return set === 'clean' || hits.length > 0 ? [{ pair, isConflict: hits.some(({ conflict }) => conflict) }] : []
  })
  const texts = [...new Set(kept.flatMap(({ pair }) => [pair.a.text, pair.b.text]))]
  const vectors: ArrayLike<number>[] = []
  for (let from = 0; from < texts.length; from += AT_ONCE)
    vectors.push(...(await embed(texts.slice(from, from + AT_ONCE))))
  const vectorOf = new Map(texts.map((text, i) => [text, vectors[i] ?? []]))
  return kept.map(({ pair: { a, b, features }, isConflict }) => ({
    set,
    isConflict,
    features: { ...features, cosine: cosine(vectorOf.get(a.text) ?? [], vectorOf.get(b.text) ?? []) },
  }))
}

function toDocument({ path, markdown }: { path: string; markdown: string }): ChangedDocument[] {
  const page = readDocument({
    path: 'page.md',
    content: markdown.replace(/^---\n[\s\S]*?\n---\n/, ''),
    today: '',
  })
  if (page.state !== 'taken') return []
  return [{ id: path, title: page.body.title, passages: page.body.passages, sha256: sha256Hex(markdown) }]
}

const documentsOf = (a: string, b: string): string => [a, b].sort().join('\n')
const letters = (text: string): string =>
  text
    .replace(/\]\([^)]*\)/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase()

function isAbout({ a, b }: CandidatePair, label: Label): boolean {
  const stands = (side: CandidatePair['a'], place: Label['a']) => {
    if (side.document !== place.path) return false
    const [here, there] = [letters(side.text), letters(place.text)]
    return here.includes(there) || there.includes(here)
  }
  return (stands(a, label.a) && stands(b, label.b)) || (stands(a, label.b) && stands(b, label.a))
}
