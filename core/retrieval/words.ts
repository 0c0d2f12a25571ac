/** Called for every word of a text in the order they come; `start` and `end` are UTF-16 offsets in the text itself. */
export type Visit = (word: string, start: number, end: number) => void

/** Scripts written without spaces, or with so much between two of them that parts of words must be found too (Hangul). */
const UNSPACED =
  '\\p{scx=Hani}\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Hang}\\p{scx=Thai}\\p{scx=Laoo}\\p{scx=Khmr}\\p{scx=Mymr}'
/** One written sign: a letter or digit with all that stands on it; the half-width voice marks of Kana count among those. */
const UNSPACED_UNIT = `(?=[\\p{L}\\p{Nd}\\p{Nl}])[${UNSPACED}][\\p{M}\\uff9e\\uff9f]*`
/** Soft hyphens and joiners lie inside words without being written. Superscripts (\p{No}) are not: they are footnotes. */
const INVISIBLE = '\\u00ad\\u200c\\u200d\\u2060\\ufeff'
/** Latin letters and others side by side ("IFNγ", "5µm") are two words, so that each is found alone. */
const LATIN_WORD = `[\\p{Script=Latin}\\p{Nd}][\\p{Script=Latin}\\p{Nd}\\p{M}${INVISIBLE}]*`
const OTHER_WORD = `(?![${UNSPACED}])[\\p{L}\\p{Nl}](?:(?![${UNSPACED}\\p{Script=Latin}])[\\p{L}\\p{Nd}\\p{Nl}]|[\\p{M}${INVISIBLE}])*`

const ANY_WORD = new RegExp(`(?<run>(?:${UNSPACED_UNIT})+)|${LATIN_WORD}|${OTHER_WORD}`, 'gu')
const UNITS = new RegExp(UNSPACED_UNIT, 'gu')
const LONE_SIGN = new RegExp(`^${UNSPACED_UNIT}$`, 'u')

/** What a UTF-16 unit is to the words of a text: most are ASCII letters, digits and spaces, which need no regular expression. */
const BETWEEN = 0
const IN_ASCII = 1
const BEYOND = 2
const ASCII = Uint8Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9]/.test(String.fromCharCode(code)) ? IN_ASCII : BETWEEN,
)
/** Dashes, quotation marks, bullets: as common in prose as they are no part of a word. */
const isPunctuation = (code: number) => code >= 0x2010 && code <= 0x2027
const kindOf = (code: number): number => {
  if (code < 128) return ASCII[code] ?? BETWEEN
  return isPunctuation(code) ? BETWEEN : BEYOND
}
const SMALL = 0x20

/** Longer ones are codes and keys: what they begin with is enough to find them. */
const MAX_WORD = 48

/**
 * The words of a text as they are compared, of any script. Han, Kana, Hangul, Thai, Lao, Khmer and Myanmar, where words are not
 * set apart, are read as pairs of neighbouring signs; a sign that stands alone is a word.
 *
 * @param beginnings the first UTF-16 units of the words that are wanted; all are without it
 */
export function eachWord(text: string, visit: Visit, beginnings?: ReadonlySet<number>): void {
  const wanted: Visit = (word, start, end) => {
    if (!beginnings || beginnings.has(word.charCodeAt(0))) visit(word, start, end)
  }
  let at = 0
  while (at < text.length) {
    if (kindOf(text.charCodeAt(at)) === BETWEEN) {
      at++
      continue
    }
    const start = at
    let kinds = 0
    for (; at < text.length; at++) {
      const kind = kindOf(text.charCodeAt(at))
      if (kind === BETWEEN) break
      kinds |= kind
    }
    if (kinds !== IN_ASCII) eachWordBeyond(text.slice(start, at), start, wanted)
    // letters differ from small ones in one bit, which every digit has
    else if (!beginnings || beginnings.has(text.charCodeAt(start) | SMALL))
      visit(text.slice(start, Math.min(at, start + MAX_WORD)).toLowerCase(), start, at)
  }
}

function eachWordBeyond(text: string, offset: number, visit: Visit): void {
  for (const { 0: word, index, groups } of text.matchAll(ANY_WORD)) {
    const start = offset + index
    if (groups?.run === undefined) visit(fold(word), start, start + word.length)
    else eachPair(word, start, visit)
  }
}

export function wordsOf(text: string): string[] {
  const words: string[] = []
  eachWord(text, (word) => words.push(word))
  return words
}

/** A single sign of a script written without spaces: found at the beginning of a pair, too. */
export const isLoneSign = (word: string): boolean => LONE_SIGN.test(word)

function eachPair(run: string, offset: number, visit: Visit): void {
  const units = Array.from(run.matchAll(UNITS), ({ 0: unit, index }) => ({
    folded: fold(unit),
    start: offset + index,
    end: offset + index + unit.length,
  }))
  for (const [i, unit] of units.entries()) {
    const next = units[i + 1]
    if (next) visit(unit.folded + next.folded, unit.start, next.end)
    else if (i === 0) visit(unit.folded, unit.start, unit.end)
  }
}

/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic: often left out in writing. Other scripts' marks are vowels. */
const ACCENTS = new RegExp(`[\\u0300-\\u036f\\u0591-\\u05c7\\u064b-\\u065f\\u0670${INVISIBLE}\\ufe0f]`, 'g')
/** Letters that Unicode does not take apart, as they are typed without them. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ς: 'σ',
}
const TO_PLAIN = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g')

/** Most signs written without spaces are as they are compared. */
const FOLDED_SIGN = /^[\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff\uac00-\ud7a3]$/

function fold(word: string): string {
  if (FOLDED_SIGN.test(word)) return word
  return (
    word
      .slice(0, MAX_WORD)
      .normalize('NFKD')
      .toLowerCase()
      .replace(ACCENTS, '')
      .replace(TO_PLAIN, (letter) => PLAIN[letter] ?? letter)
      .normalize('NFC')
      // one sign may stand for a whole phrase
      .slice(0, MAX_WORD)
  )
}
