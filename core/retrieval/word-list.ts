/** New words that are looked through one by one before they are sorted in. */
const MAX_FRESH = 2_000

/** All known words, to be looked through by how they begin. Sorted when first asked for, never while documents come in. */
export function createWordList(sorted: string[] = []) {
  let settled = sorted
  let fresh: string[] = []
  return {
    add: (word: string) => void fresh.push(word),
    /** Visits every word that begins with `beginning`, in no particular order. */
    eachBeginning(beginning: string, visit: (word: string) => void): void {
      if (fresh.length > MAX_FRESH) [settled, fresh] = [settled.concat(fresh).sort(), []]
      for (let i = placeOf(beginning, settled); settled[i]?.startsWith(beginning); i++) visit(settled[i] ?? '')
      for (const word of fresh) if (word.startsWith(beginning)) visit(word)
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
