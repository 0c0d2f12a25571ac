import { quantitiesOf } from './quantities.ts'
import { wordsOf } from './sentences.ts'

const plainWords = (text: string): string => wordsOf(text.replace(/['’]s\b/g, '')).join(' ')

/**
 * Whether a text says one of these words or phrases, as whole words; a possessive counts as its word. A trailing `*` stands for any ending (`approv*`).
 * A term that is a number, an amount or a day is said in any spelling of it; `50` does not match 500.
 */
export function mentions(text: string, anyOf: readonly string[]): boolean {
  const said = ` ${plainWords(text)} `
  return anyOf.some((term) => {
    const open = term.endsWith('*')
    const words = plainWords(term)
    return said.includes(open ? ` ${words}` : ` ${words} `) || saysQuantity(text, term)
  })
}

/** A term with letters beside its number ("2 days") is a phrase, not a number. */
function saysQuantity(text: string, term: string): boolean {
  const asked = quantitiesOf(term)
  if (
    asked.size !== 1 ||
    !/^[\p{Sc}\s]*[\d.,' -]+[\p{Sc}\s]*$|^\d{1,2} \p{L}+$|^\p{L}+ \d{1,2}$|^[a-z-]+$/iu.test(term)
  )
    return false
  const said = quantitiesOf(text)
  const [key] = asked
  const isPhrase = /\p{L}/u.test(term) && !key?.includes('-') && !/^[a-z-]+$/i.test(term)
  return key !== undefined && !isPhrase && said.has(key)
}

/** Where a text first says one of these terms, by its words; -1 where it does not. */
export function placeOf(text: string, anyOf: readonly string[]): number {
  const words = wordsOf(text.replace(/['’]s\b/g, ''))
  for (let from = 0; from < words.length; from++)
    for (const term of anyOf) {
      const wanted = wordsOf(term)
      const open = term.endsWith('*')
      const fits = wanted.every((word, i) => {
        const said = words[from + i]
        return open && i === wanted.length - 1 ? said?.startsWith(word) : said === word
      })
      if (wanted.length > 0 && fits) return from
    }
  return -1
}
