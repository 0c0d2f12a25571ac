/** A value a rule turns on: how much, how long, when, how often. */
export interface ValueSlot {
  /** values are compared within a class only: `duration`, `frequency`, `percent`, `money:$`, `time`, `date`, `weekday`, `year`, `count` */
  kind: string
  /** a number, two for a range ("3-5"), or a name; durations and frequencies in seconds, times in minutes, dates as month-day */
  value: string
  /** UTF-16 offsets in the sentence */
  start: number
  end: number
}

const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const small = new Map(SMALL.split(' ').map((word, value) => [word, value]))
const tens = new Map(
  'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, 20 + 10 * i]),
)
const scales = new Map([
  ['hundred', 100],
  ['thousand', 1e3],
  ['k', 1e3],
  ['million', 1e6],
  ['m', 1e6],
  ['billion', 1e9],
])

const DIGITS = '\\d(?:[\\d,]*\\d)?(?:\\.\\d+)?'
const WORDS = `(?:${[...tens.keys()].join('|')})(?:[- ](?:${[...small.keys()].slice(1, 10).join('|')}))?|${[...small.keys()].reverse().join('|')}`
const NUMBER = `(?<![\\w.#/:-])(?:(?:${DIGITS}|(?:${WORDS})(?![a-z]))(?:[ -](?:hundred|thousand|million|billion)\\b)?|(?:a |one )?half(?: an?)?\\b|a dozen\\b|a couple(?: of)?\\b)`
const RANGE = `(?:between )?(${NUMBER})(?:(?: ?[-–—] ?| to | and | or )(${NUMBER.replace('(?<![\\w.#/:-])', '')}))?`

const DAY_S = 86_400
const MONTH_S = 30.4375 * DAY_S
const seconds: Readonly<Record<string, number>> = {
  second: 1,
  sec: 1,
  minute: 60,
  min: 60,
  hour: 3600,
  hr: 3600,
  day: DAY_S,
  week: 7 * DAY_S,
  fortnight: 14 * DAY_S,
  month: MONTH_S,
  quarter: 3 * MONTH_S,
  year: 12 * MONTH_S,
}
const UNIT = '(seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|fortnights?|months?|quarters?|years?)'
const unitSeconds = (unit: string): number => seconds[unit.toLowerCase().replace(/s$/, '')] ?? 0

const often: Readonly<Record<string, number>> = {
  hourly: 3600,
  daily: DAY_S,
  weekly: 7 * DAY_S,
  fortnightly: 14 * DAY_S,
  biweekly: 14 * DAY_S,
  monthly: MONTH_S,
  quarterly: 3 * MONTH_S,
  annually: 12 * MONTH_S,
  annual: 12 * MONTH_S,
  yearly: 12 * MONTH_S,
}
const times: Readonly<Record<string, number>> = { once: 1, twice: 2 }

const MONTHS = 'january february march april may june july august september october november december'.split(' ')
const MONTH = `(${MONTHS.map((name) => (name === 'may' ? 'may' : `${name.slice(0, 3)}(?:${name.slice(3)})?`)).join('|')})\\.?`
const WEEKDAY = '(monday|tuesday|wednesday|thursday|friday|saturday|sunday)s?'
const monthOf = (name: string) => MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3))) + 1

/** "1,500" and "fifteen" as numbers; NaN when it is none. */
function numberOf(text: string): number {
  const [first = '', ...rest] = text.toLowerCase().replace(/,/g, '').split(/[ -]+/)
  if (/half/.test(text)) return 0.5
  if (/dozen/.test(text)) return 12
  if (/couple/.test(text)) return 2
  const head = /^\d/.test(first) ? Number(first) : (small.get(first) ?? tens.get(first) ?? Number.NaN)
  return rest.reduce((value, word) => {
    const scale = scales.get(word)
    return scale === undefined ? value + (small.get(word) ?? 0) : value * scale
  }, head)
}

const shown = (value: number): string => String(Number(value.toPrecision(6)))
const shownSeconds = (value: number): string => String(Math.round(value))

type Read = (match: RegExpMatchArray) => { kind: string; value: string } | null
const span = (from: string | undefined, to: string | undefined, show: (value: number) => string): string | null => {
  const low = numberOf(from ?? '')
  if (Number.isNaN(low)) return null
  const high = to === undefined ? low : numberOf(to)
  return high === low || Number.isNaN(high) ? show(low) : `${show(low)}-${show(high)}`
}
const slot = (kind: string, value: string | null) => (value === null ? null : { kind, value })

/** Stands where a value was taken out. */
const TAKEN = '\u0000'

/** In the order they are tried: what one took, the next does not see. */
const readers: readonly [pattern: RegExp, read: Read][] = [
  [
    /\bv?\d+(?:\.\d+){2,}\b|\bv\d+(?:\.\d+)*\b|\b(?:version|release|python|ruby|java|node|tls|ssl|php|windows|level|section|chapter|step|part|form|appendix) v?\d+(?:\.\d+)*\b/gi,
    () => ({ kind: 'name', value: '' }),
  ],
  [
    /\b(?:[A-Z]{1,5}-?\d+[A-Z]?|\d+[A-Z]+\d*|(?<![\d,.:])0\d+|\d+:\d)\b(?! ?%)/g,
    ([text]) => (/^\d+(?:AM|PM|K|M|GB|MB|KB|TB)$/i.test(text) ? null : { kind: 'name', value: '' }),
  ],
  [
    new RegExp(
      `([$£€]) ?(${DIGITS})(?: ?(k|m|thousand|million|billion)\\b)?(?: ?(?:-|–|to) ?[$£€]? ?(${DIGITS}))?`,
      'gi',
    ),
    ([, sign = '', from = '', scale, to]) =>
      slot(
        `money:${sign}`,
        span(from, to, (value) => shown(value * (scales.get((scale ?? '').toLowerCase()) ?? 1))),
      ),
  ],
  [
    new RegExp(`${RANGE} ?(?:%|per ?cent\\b|percent\\b)`, 'gi'),
    ([, from, to]) => slot('percent', span(from?.replace('%', ''), to, shown)),
  ],
  [
    /\b(\d{4})-(\d{2})-(\d{2})\b/g,
    ([, , month = '', day = '']) => ({ kind: 'date', value: `${Number(month)}-${Number(day)}` }),
  ],
  [
    new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}\\b(?:,? \\d{4}\\b)?`, 'gi'),
    ([, day = '', month = '']) => ({ kind: 'date', value: `${monthOf(month)}-${Number(day)}` }),
  ],
  [
    new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?\\b(?:,? \\d{4}\\b)?`, 'gi'),
    ([, month = '', day = '']) => ({ kind: 'date', value: `${monthOf(month)}-${Number(day)}` }),
  ],
  [
    /\b(\d{1,2})(?::(\d{2}))? ?([ap])\.?m\b\.?|\b(\d{1,2}):(\d{2})\b|\b(noon|midday|midnight)\b/gi,
    ([, hour, minute, half, hour24, minute24, word]) => {
      if (word) return { kind: 'time', value: word.toLowerCase() === 'midnight' ? '0' : '720' }
      const late = half?.toLowerCase() === 'p' ? 12 : 0
      const hours = half ? (Number(hour) % 12) + late : Number(hour24)
      return { kind: 'time', value: String(hours * 60 + Number(minute ?? minute24 ?? 0)) }
    },
  ],
  [
    new RegExp(`\\b(once|twice|${NUMBER} times) (?:a|an|per|each|every) ${UNIT}\\b`, 'gi'),
    ([, many = '', unit = '']) => {
      const count = times[many.toLowerCase()] ?? numberOf(many.replace(/ times$/i, ''))
      return slot('frequency', count > 0 ? shownSeconds(unitSeconds(unit) / count) : null)
    },
  ],
  [
    new RegExp(`\\b(?:every|each) (other |${NUMBER} )?${UNIT}\\b`, 'gi'),
    ([, many, unit = '']) => {
      const count = many === undefined ? 1 : /other/i.test(many) ? 2 : numberOf(many.trim())
      return slot('frequency', count > 0 ? shownSeconds(unitSeconds(unit) * count) : null)
    },
  ],
  [
    new RegExp(`\\b(${Object.keys(often).join('|')})\\b`, 'gi'),
    ([, word = '']) => ({ kind: 'frequency', value: shownSeconds(often[word.toLowerCase()] ?? 0) }),
  ],
  [
    new RegExp(
      `\\b${RANGE}[- ]?(?:full |whole |more )?(?:(?:business|working|calendar|consecutive|federal|work|additional|extra)[- ])*${UNIT}\\b`,
      'gi',
    ),
    ([, from, to, unit = '']) =>
      slot(
        'duration',
        span(from, to, (value) => shownSeconds(value * unitSeconds(unit))),
      ),
  ],
  [
    new RegExp(
      `\\b(?:within|for|after|in|least|than|to|under|last|takes?) an? (?:business |working |calendar |full |whole )?${UNIT}\\b`,
      'gi',
    ),
    ([, unit = '']) => ({ kind: 'duration', value: shownSeconds(unitSeconds(unit)) }),
  ],
  [new RegExp(`\\b${WEEKDAY}\\b`, 'gi'), ([, day = '']) => ({ kind: 'weekday', value: day.toLowerCase() })],
  [/\b(?:19|20)\d{2}\b/g, ([text]) => ({ kind: 'year', value: text })],
  [
    new RegExp(`\\b${RANGE}(?= ?(?:or more |or fewer |or less )?[- ]?((?:[a-z]+ )?[a-z]{2,}))`, 'gi'),
    ([whole, from, to, noun = '']) => {
      // "one" is mostly no number: "one of the", "no one", "one way"
      if (
        /^one$/i.test(whole) &&
        /^(?:of|another|or|that|thing|way|day|time|such|who|can|is|for|in|on|to|and|at|with|but|as|you|we|the|place|point|side|hand|example)\b/i.test(
          noun,
        )
      )
        return null
      if (/^(?:a couple|half|a half|one half)/i.test(whole)) return null
      return slot('count', span(from, to, shown))
    },
  ],
  [new RegExp(`(?<![\\w.#/-])(${DIGITS})(?![\\w/])`, 'g'), ([, from]) => slot('count', span(from, undefined, shown))],
]

/**
 * The values in a sentence, in the order they stand there, each in its class. Version numbers, codes and numbered parts ("step 4",
 * "AC-17") are names, not values.
 */
export function valuesIn(sentence: string): ValueSlot[] {
  const slots: ValueSlot[] = []
  let rest = sentence
  for (const [pattern, read] of readers)
    for (const match of rest.matchAll(pattern)) {
      const found = read(match)
      if (!found) continue
      const start = match.index
      const end = start + match[0].length
      if (rest.slice(start, end).includes(TAKEN)) continue
      rest = rest.slice(0, start) + TAKEN.repeat(end - start) + rest.slice(end)
      if (found.kind !== 'name') slots.push({ ...found, start, end })
    }
  return slots.sort((a, b) => a.start - b.start)
}
