import { createRandom, sha256Hex } from '#core/base'
import type { ChangedDocument } from '../../../sync/studio/pairs-compare.ts'

/** Documents of three or four passages over 20,000 words as common as words are; one in a hundred contradicts the one before. */
export function* madeUpLibrary(size: number): Generator<ChangedDocument> {
  let before: ChangedDocument | null = null
  for (let i = 0; i < size; i++) {
    const random = createRandom(i + 1)
    const texts = Array.from({ length: i % 3 === 0 ? 4 : 3 }, (_, at) => madeUpText(random, i * 4 + at, 8))
    const rule: string = before?.passages[0]?.text.split('. ')[0] ?? ''
    if (i % 100 === 99) texts.push(`${rule.replace(/\d+ days/, (days) => `${Number.parseInt(days, 10) + 7} days`)}.`)
    const passages = texts.map((text, at) => ({
      id: `p.${at}`,
      path: [],
      blocks: [{ block: 'text' as const, text }],
      text,
      sha256: sha256Hex(text),
    }))
    before = { id: `d-${i}`, title: `Procedure ${i}`, sha256: sha256Hex(texts.join()), passages }
    yield before
  }
}

export function madeUpText(random: ReturnType<typeof createRandom>, seed: number, count: number): string {
  const word = () => lettersOf(Math.floor(20_000 ** random.next()) + (seed % 7) * 20_000)
  return Array.from({ length: count }, (_, i) => {
    const words = Array.from({ length: 12 }, word).join(' ')
    return i % 2 === 0 ? `The ${words} within ${2 + random.int(80)} days of this.` : `You should ${words} here.`
  }).join(' ')
}

const lettersOf = (n: number): string =>
  `x${[...n.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('')}`
