/** So many words in a row are a quotation, not a coincidence. */
const RUN = 3

/**
 * Where a passage says what a part says: stretches of at least three words that stand in both, whatever their case and
 * punctuation. A text of fewer words is looked for whole.
 *
 * @returns `[start, end)` in UTF-16 units of the passage, in order, not overlapping
 */
export function citedWords(passage: string, said: readonly string[]): [start: number, end: number][] {
  const words = wordsOf(passage)
  const runs = new Set(said.flatMap((text) => runsOf(wordsOf(text).map(({ word }) => word))))
  const marks: [number, number][] = []
  for (let at = 0; at < words.length; at++)
    for (const length of [RUN, 2, 1]) {
      const run = words.slice(at, at + length)
      const [first, last] = [run[0], run.at(-1)]
      if (!first || !last || run.length < length || !runs.has(run.map(({ word }) => word).join(' '))) continue
      const before = marks.at(-1)
      if (before && first.start <= before[1] + 1) before[1] = Math.max(before[1], last.end)
      else marks.push([first.start, last.end])
      break
    }
  return joined(passage, marks)
}

const wordsOf = (text: string) =>
  [...text.matchAll(/[\p{L}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*/gu)].map((found) => ({
    word: found[0].toLowerCase().replaceAll('’', "'"),
    start: found.index,
    end: found.index + found[0].length,
  }))

function runsOf(words: readonly string[]): string[] {
  if (words.length === 0) return []
  if (words.length < RUN) return [words.join(' ')]
  return words.slice(0, words.length - RUN + 1).map((_, at) => words.slice(at, at + RUN).join(' '))
}

/** Marks with nothing but spaces and punctuation between them are one. */
function joined(text: string, marks: readonly [number, number][]): [number, number][] {
  const out: [number, number][] = []
  for (const [start, end] of marks) {
    const last = out.at(-1)
    if (last && !/[\p{L}\p{N}\n]/u.test(text.slice(last[1], start))) last[1] = Math.max(last[1], end)
    else out.push([start, end])
  }
  return out
}
