const LATIN = 'abcdefghijklmnopqrstuvwxyz'

/**
 * Visits every word one edit away: a letter left out, put in, replaced, or two neighbours swapped (Damerau-Levenshtein 1).
 * About 54 a letter for Latin words; of other scripts the word's own letters are tried.
 */
export function eachEdit(word: string, visit: (edited: string) => void): void {
  const letters = [...word]
  const alphabet = /^[a-z]+$/.test(word) ? LATIN : new Set(letters)
  for (let i = 0; i <= letters.length; i++) {
    const before = letters.slice(0, i).join('')
    const [here = '', next = ''] = letters.slice(i)
    const rest = letters.slice(i + 2).join('')
    if (here) visit(before + next + rest)
    if (next && next !== here) visit(before + next + here + rest)
    for (const letter of alphabet) {
      visit(before + letter + here + next + rest)
      if (here && letter !== here) visit(before + letter + next + rest)
    }
  }
}
