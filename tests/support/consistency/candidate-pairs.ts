import { parseJson } from '#core/base'
import { type Evidence, evidenceOf, mayDiffer, type Side, titleWords } from '#core/consistency'
import type { ChangedDocument } from '../../../sync/studio/pairs-compare.ts'
import { openPairsIndex } from '../../../sync/studio/pairs-index.ts'
import { SentenceBody, unitsOf } from '../../../sync/studio/pairs-units.ts'

/** Two sentences that are looked at, with what is known before anything is decided about them. */
export interface CandidatePair extends Evidence {
  a: { document: string; text: string }
  b: { document: string; text: string }
}

/** As many as a comparison looks at. */
const CANDIDATES = 32

/** Every pair a comparison of these documents scores, whatever its score; each once. */
export function candidatePairs(documents: readonly ChangedDocument[]): CandidatePair[] {
  const index = openPairsIndex(':memory:', 'candidates')
  try {
    const titles = new Map(documents.map(({ id, title }) => [id, titleWords(title)]))
    index.change(({ put }) => {
      for (const document of documents) put({ id: document.id, sha256: '', title: '' }, unitsOf(document).units)
    })
    const idf = index.idf('s')
    const seen = new Set<string>()
    const pairs: CandidatePair[] = []
    for (const { id } of documents) {
      const units = index.units(id).filter(({ level }) => level === 's')
      const own = new Set(units.map(({ key }) => key))
      for (const unit of units) {
        const accept = (n: number, signs: number) => mayDiffer(unit.signs, signs) && n !== unit.n
        const twins = new Set(index.documentsWith(unit.key))
        for (const { n } of index.candidates(unit, accept, CANDIDATES)) {
          const other = index.unit(n)
          if (own.has(other.key) || twins.has(other.document)) continue
          const name = [unit.key, other.key].sort().join()
          if (seen.has(name)) continue
          seen.add(name)
          const [a, b] = [sideOf(unit, titles), sideOf(other, titles)]
          const evidence = evidenceOf(a.side, b.side, idf)
          if (evidence)
            pairs.push({
              ...evidence,
              a: { document: unit.document, text: a.text },
              b: { document: other.document, text: b.text },
            })
        }
      }
    }
    return pairs
  } finally {
    index.close()
  }
}

function sideOf(
  { document, body, words }: { document: string; body: string; words: readonly string[] },
  titles: ReadonlyMap<string, string[]>,
): { side: Side; text: string } {
  const { text, isTable, rule } = parseJson(SentenceBody, body, 'index')
  return { side: { statement: { rule: { ...rule, words }, isTable }, title: titles.get(document) ?? [] }, text }
}
