export interface SavedWords {
  /** one a line, sorted by UTF-16 units */
  readonly words: string
  /** the term of each */
  readonly terms: Uint32Array
}

/** New words that are looked through one by one before they are sorted in. */
const MAX_FRESH = 2_000

/** Every known word with its term, to be looked through by how words begin. Sorted when asked, not while documents come in. */
export function createWordList(saved: SavedWords = { words: '', terms: new Uint32Array(0) }) {
  let sorted: readonly string[] | null = null
  let terms = saved.terms
  let fresh = new Map<string, number>()

  /** taken apart when first needed: an index opens sooner without */
  const words = () => {
    sorted ??= saved.words ? saved.words.split('\n') : []
    return sorted
  }

  function settle(): void {
    const before = words()
    const added = [...fresh.keys()].sort()
    const merged: string[] = []
    const mergedTerms = new Uint32Array(before.length + added.length)
    for (let i = 0, k = 0; i < before.length || k < added.length; ) {
      const [old, more] = [before[i], added[k]]
      const isOld = more === undefined || (old !== undefined && old < more)
      mergedTerms[merged.length] = (isOld ? terms[i++] : fresh.get(added[k++] ?? '')) ?? 0
      merged.push((isOld ? old : more) ?? '')
    }
    sorted = merged
    terms = mergedTerms
    fresh = new Map()
  }

  return {
    /** @param word one that is not in the list */
    add: (word: string, term: number) => void fresh.set(word, term),
    termOf(word: string): number | undefined {
      const place = placeOf(word, words())
      return words()[place] === word ? terms[place] : fresh.get(word)
    },
    /** Visits the term of every word that begins with `beginning`, in no particular order, some several times. */
    eachBeginning(beginning: string, visit: (term: number) => void): void {
      if (fresh.size > MAX_FRESH) settle()
      const known = words()
      for (let i = placeOf(beginning, known); known[i]?.startsWith(beginning); i++) visit(terms[i] ?? 0)
      for (const [word, term] of fresh) if (word.startsWith(beginning)) visit(term)
    },
    save(): SavedWords {
      if (fresh.size > 0) settle()
      return { words: words().join('\n'), terms }
    },
  }
}

/** Where `word` is or would be. */
function placeOf(word: string, sorted: readonly string[]): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? '') < word) low = middle + 1
    else high = middle
  }
  return low
}
