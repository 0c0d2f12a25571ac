/**
 * What somebody typed, read as kindly as its meaning allows: case, spaces, thousands separators, currency signs and the way a day
 * is written make no difference. `1,234` may be a thousand or a little more than one: then both readings hold.
 */

/**
 * A number as typed, in every reading it has.
 *
 * @returns none for a text with letters or with separators in places no number has them; at most two
 */
export function readNumbers(text: string): number[] {
  const bare = text
    .normalize('NFKC')
    .replace(/[\s\p{Sc}%'’]/gu, '')
    .replace(/[−–]/gu, '-')
  const [, sign, digits] = /^([+-]?)([\d.,]*\d[\d.,]*)$/.exec(bare) ?? []
  if (digits === undefined) return []
  return magnitudes(digits).map((value) => (sign === '-' ? -value : value))
}

function magnitudes(digits: string): number[] {
  const points = digits.split('.').length - 1
  const commas = digits.split(',').length - 1
  if (points + commas === 0) return [Number(digits)]
  if (points > 0 && commas > 0) {
    const decimal = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ','
    const [whole = '', fraction = '', ...more] = digits.split(decimal)
    const grouped = inThousands(whole, decimal === '.' ? ',' : '.')
    return more.length > 0 || grouped === null ? [] : [Number(`${grouped}.${fraction}`)]
  }
  const separator = points > 0 ? '.' : ','
  const grouped = inThousands(digits, separator)
  const decimal = points + commas === 1 ? Number(digits.replace(separator, '.')) : null
  return [grouped === null ? null : Number(grouped), decimal].filter((value) => value !== null)
}

/** The digits of `1,234,567`; null where the groups are none. */
function inThousands(digits: string, separator: string): string | null {
  const [first = '', ...groups] = digits.split(separator)
  const isGrouped = /^[1-9]\d{0,2}$/.test(first) && groups.every((group) => /^\d{3}$/.test(group))
  return isGrouped && groups.length > 0 ? digits.replaceAll(separator, '') : null
}

/** A day as YYYY-MM-DD in every reading it has: `3/5/2026` is one in May or one in March. Month names are English. */
export function readDays(text: string): string[] {
  const bare = text.normalize('NFKC').trim().toLowerCase()
  const [, y, m, d] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare) ?? []
  if (y !== undefined) return days(y, [[m, d]])
  const [, a, b, year] = /^(\d{1,2})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{4})$/.exec(bare) ?? []
  if (year !== undefined)
    return days(year, [
      [b, a],
      [a, b],
    ])
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:of\s+)?([a-z]{3,9})\.?,?\s+(\d{4})$/.exec(bare)
  if (dayFirst) return days(dayFirst[3], [[monthOf(dayFirst[2]), dayFirst[1]]])
  const monthFirst = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(bare)
  return monthFirst ? days(monthFirst[3], [[monthOf(monthFirst[1]), monthFirst[2]]]) : []
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
]
const monthOf = (name: string | undefined): string =>
  String(MONTHS.findIndex((month) => name !== undefined && (month === name || month.slice(0, 3) === name)) + 1)

function days(
  year: string | undefined,
  pairs: readonly (readonly [string | undefined, string | undefined])[],
): string[] {
  const read = pairs.flatMap(([month, day]) => {
    const iso = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
    const at = new Date(`${iso}T00:00:00Z`)
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? [iso] : []
  })
  return [...new Set(read)]
}

/** A text without what makes no difference: case, white space, kinds of dashes and quotes, a stop at its end. */
const bareText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐-―−]/gu, '-')
    .replace(/[‘’‚′]/gu, "'")
    .replace(/[“”„″]/gu, '"')
    .replace(/\s+/gu, '')
    .replace(/[.!]+$/u, '')

/** Whether what was typed says the same as a right value: as text, as a number (`007` is a name and not seven), or as a day. */
export function saysSame(typed: string, right: string): boolean {
  if (bareText(typed) === bareText(right)) return bareText(typed) !== ''
  const overlap = <T>(a: readonly T[], b: readonly T[]) => a.some((value) => b.includes(value))
  if (overlap(readDays(typed), readDays(right))) return true
  const isName = (text: string) => /^\s*0\d/.test(text)
  return !isName(typed) && !isName(right) && overlap(readNumbers(typed), readNumbers(right))
}
