import { wordsOf } from './sentences.ts'

const plainWords = (text: string): string => wordsOf(text.replace(/['’]s\b/g, '')).join(' ')

/**
 * Whether a text says one of these words or phrases, as whole words; a possessive counts as its word. A trailing `*` stands for any ending (`approv*`).
 * Digits match as written, so `50` does not match 500.
 */
export function mentions(text: string, anyOf: readonly string[]): boolean {
  const said = ` ${plainWords(text)} `
  return anyOf.some((term) => {
    const open = term.endsWith('*')
    const words = plainWords(term)
    return said.includes(open ? ` ${words}` : ` ${words} `)
  })
}
