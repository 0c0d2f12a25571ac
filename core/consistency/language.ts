import { stopWords } from '#core/retrieval'

/** Below this many words nothing can be said about the language. */
const MIN_WORDS = 30
/** English prose has 35-50 % stop words; pages of code and tables 10 %. Other languages share a few by chance. */
const MIN_SHARE = 0.08

/** Whether a text is English as far as can be told: modals, negations and number words are read in English only. */
export function isEnglish(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? []
  if (words.length < MIN_WORDS) return words.every((word) => /^\p{Script=Latin}+$/u.test(word))
  return words.filter((word) => stopWords.has(word)).length / words.length >= MIN_SHARE
}
