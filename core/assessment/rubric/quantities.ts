const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']
const MONTHS = 'january february march april may june july august september october november december'.split(' ')

const byWord = new Map<string, number>([
  ...SMALL.map((word, i): [string, number] => [word, i]),
  ...TENS.flatMap((word, i): [string, number][] => (word ? [[word, i * 10]] : [])),
])
/** "one" is rarely a number in a sentence, so it is none here. */
byWord.delete('one')

const GROUPED = /\d{1,3}(?:[ ,.'\u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?/g
const month = `(${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})`
const DAY_MONTH = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${month}\\b`, 'gi')
const MONTH_DAY = new RegExp(`\\b${month} (\\d{1,2})(?:st|nd|rd|th)?\\b`, 'gi')
const ISO_DAY = /\b\d{4}-(\d{2})-(\d{2})\b/g

/**
 * The numbers, amounts and days a text names, in one spelling each: `50` for "£50", "50.00" and "fifty", `1200` for "1,200", `03-12`
 * for "12 March", "March 12th" and "2026-03-12".
 */
export function quantitiesOf(text: string): Set<string> {
  const found = new Set<string>()
  let rest = text
  const take = (pattern: RegExp, key: (match: string[]) => string) => {
    rest = rest.replace(pattern, (...match) => {
      found.add(key(match.map(String)))
      return ' '
    })
  }
  take(ISO_DAY, ([, m = '', d = '']) => `${m}-${d}`)
  take(DAY_MONTH, ([, d = '', m = '']) => dayKey(m, d))
  take(MONTH_DAY, ([, m = '', d = '']) => dayKey(m, d))
  for (const [raw] of rest.matchAll(GROUPED)) found.add(plainNumber(raw))
  for (const word of rest.toLowerCase().match(/[a-z]+(?:-[a-z]+)?/g) ?? []) {
    const [tens = '', ones = ''] = word.split('-')
    const value = byWord.get(word) ?? (ones && byWord.has(tens) && byWord.has(ones) ? sum(tens, ones) : undefined)
    if (value !== undefined) found.add(String(value))
  }
  return found
}

const sum = (tens: string, ones: string): number => (byWord.get(tens) ?? 0) + (byWord.get(ones) ?? 0)

const dayKey = (name: string, day: string): string => {
  const at = MONTHS.findIndex((each) => each.startsWith(name.slice(0, 3).toLowerCase()))
  return `${String(at + 1).padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** A sign before exactly three digits divides thousands, before others it is a decimal sign. */
function plainNumber(raw: string): string {
  const whole = raw.replace(/[ ,.'\u00a0\u202f](?=\d{3}(?!\d))/g, '').replace(',', '.')
  return String(Number(whole))
}
