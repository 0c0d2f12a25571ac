const number = /\p{N}+([.,:/-]\p{N}+)*/gu
/** "Inbox (3)" is called Inbox whatever it counts. */
const count = /\(\s*\p{N}+\s*\)/gu

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(count, ' ')
    .match(/[\p{L}\p{M}\p{N}#]+/gu) ?? []

function dice(a: readonly string[], b: readonly string[]): number {
  const left = [...b]
  const shared = a.filter((word) => {
    const at = left.indexOf(word)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
  return a.length + b.length === 0 ? 1 : (2 * shared.length) / (a.length + b.length)
}

/**
 * How alike two texts are by their words (Dice's coefficient), 0-1.
 *
 * @param numbers whether another number makes another thing: it does in a name ("Page 2"), not in a heading ("Order 4711")
 */
export function textAgreement(a: string, b: string, numbers: 'tell' | 'vary'): number {
  const masked = dice(wordsOf(a.replace(number, '#')), wordsOf(b.replace(number, '#')))
  if (numbers === 'vary') return masked
  const exact = dice(wordsOf(a), wordsOf(b))
  return exact === 1 ? 1 : Math.min(masked, exact, digits(a) === digits(b) ? 1 : 0.5)
}

/** Whether each text has a word the other has not: "Confirm changes" and "Discard changes" are two things, however long the rest. */
export function wordReplaced(a: string, b: string): boolean {
  const left = wordsOf(a)
  const right = wordsOf(b)
  return left.some((word) => !right.includes(word)) && right.some((word) => !left.includes(word))
}

const digits = (text: string) => text.replace(count, ' ').match(number)?.join(' ') ?? ''

/** How much of one list is in the other in the same order, 0-1: twice the longest common subsequence over both lengths. */
export function orderAgreement(a: readonly string[], b: readonly string[]): number {
  if (a.length + b.length === 0) return 1
  let row = new Array<number>(b.length + 1).fill(0)
  for (const each of a) {
    const next = [0]
    b.forEach((other, i) => {
      next.push(each === other ? (row[i] ?? 0) + 1 : Math.max(row[i + 1] ?? 0, next[i] ?? 0))
    })
    row = next
  }
  return (2 * (row[b.length] ?? 0)) / (a.length + b.length)
}
