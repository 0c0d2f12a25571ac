/** Words of one document by field, as term numbers; field order as in `FIELD_WEIGHTS`. */
export type Fields = readonly (readonly number[])[]

/** title, path, headings, body (chosen over nine collections; a flat plateau). */
const FIELD_WEIGHTS = [5, 3, 2, 1]
/** Saturation of term frequency and strength of length normalisation, chosen with the weights. */
const K1 = 1.4
const B = 0.65

/**
 * An inverted index with its BM25F scores worked out in advance (Robertson, Zaragoza and Taylor 2004: term frequencies are added up
 * over weighted fields before saturation). Typed arrays: a term's documents lie at `starts[term]` to `starts[term + 1]`.
 */
export function createPostings(documents: readonly Fields[], termCount: number) {
  const { starts, docs, scores } = layOut(countTerms(documents, termCount), documents.length, termCount)
  return {
    /** Sums of the scores of all `terms` for every document; 0 where none occurs. */
    score(terms: readonly number[]): Float32Array {
      const total = new Float32Array(documents.length)
      for (const term of terms) {
        const end = starts[term + 1] ?? 0
        for (let i = starts[term] ?? 0; i < end; i++) {
          const d = docs[i] ?? 0
          total[d] = (total[d] ?? 0) + (scores[i] ?? 0)
        }
      }
      return total
    },
  }
}

interface Counts {
  /** side by side, by document: a term that occurs in it and the term's weighted frequency */
  terms: number[]
  frequencies: number[]
  /** where a document's terms end */
  ends: number[]
  /** weighted words of each document */
  lengths: number[]
}

function countTerms(documents: readonly Fields[], termCount: number): Counts {
  const counts: Counts = { terms: [], frequencies: [], ends: [], lengths: [] }
  const weighted = new Float64Array(termCount)
  for (const fields of documents) {
    const from = counts.terms.length
    let length = 0
    for (const [f, terms] of fields.entries()) {
      const weight = FIELD_WEIGHTS[f] ?? 0
      length += weight * terms.length
      for (const term of terms) {
        if (weighted[term] === 0) counts.terms.push(term)
        weighted[term] = (weighted[term] ?? 0) + weight
      }
    }
    for (let i = from; i < counts.terms.length; i++) {
      const term = counts.terms[i] ?? 0
      counts.frequencies.push(weighted[term] ?? 0)
      weighted[term] = 0
    }
    counts.ends.push(counts.terms.length)
    counts.lengths.push(length)
  }
  return counts
}

/** Sorts by term and turns frequencies into scores. */
function layOut({ terms, frequencies, ends, lengths }: Counts, documents: number, termCount: number) {
  const starts = new Uint32Array(termCount + 1)
  for (const term of terms) starts[term + 1] = (starts[term + 1] ?? 0) + 1
  for (let term = 0; term < termCount; term++) starts[term + 1] = (starts[term + 1] ?? 0) + (starts[term] ?? 0)
  const rarity = Float64Array.from({ length: termCount }, (_, term) => {
    const containing = (starts[term + 1] ?? 0) - (starts[term] ?? 0)
    return Math.log(1 + (documents - containing + 0.5) / (containing + 0.5))
  })
  const docs = new Uint32Array(terms.length)
  const scores = new Float32Array(terms.length)
  const next = starts.slice()
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / documents || 1
  let i = 0
  for (let d = 0; d < documents; d++) {
    const saturation = K1 * (1 - B + (B * (lengths[d] ?? 0)) / meanLength)
    for (; i < (ends[d] ?? 0); i++) {
      const term = terms[i] ?? 0
      const frequency = frequencies[i] ?? 0
      const at = next[term] ?? 0
      next[term] = at + 1
      docs[at] = d
      scores[at] = ((rarity[term] ?? 0) * frequency * (K1 + 1)) / (frequency + saturation)
    }
  }
  return { starts, docs, scores }
}
