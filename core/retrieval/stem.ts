import stem from 'wink-porter2-stemmer'

/** Most of a text's words stood in it before, and a look-up costs a fraction of the rules. */
const MOST_KEPT = 8192
/** Longer words are rare, and as slices of a text they would keep the whole of it. */
const LONGEST_KEPT = 12
let kept = new Map<string, string>()

/** What the forms of a word have in common. Porter2 knows English words; numbers, codes and other scripts are compared as they are. */
export function stemOf(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word
  if (word.length > LONGEST_KEPT) return stem(word)
  let found = kept.get(word)
  if (found === undefined) {
    if (kept.size >= MOST_KEPT) kept = new Map()
    found = stem(word)
    kept.set(word, found)
  }
  return found
}
