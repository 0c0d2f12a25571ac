/** How far ahead a token is looked for: over white space, and over what the tokenizer dropped. */
const LOOK_AHEAD = 64
const UNKNOWN = '[UNK]'

export interface TokenPlace {
  from: number
  to: number
}

/**
 * Where the pieces of a WordPiece tokenizer stand in the text they were made of: it lower-cases, takes accents off and drops
 * control signs, so that its pieces are not slices of the text. A piece that is not found gets an empty place.
 *
 * @param pieces in order; `##` before those that go on with a word; without the marks of beginning and end
 */
export function tokenPlaces(text: string, pieces: readonly string[]): TokenPlace[] {
  const { plain, originAt } = plainText(text)
  let at = 0
  const placeOf = (from: number, to: number): TokenPlace => ({ from: originAt(from), to: originAt(to) })
  return pieces.map((piece) => {
    while (at < plain.length && /\s/.test(plain[at] ?? '')) at++
    if (piece === UNKNOWN) {
      const word = /^(?:[\p{L}\p{N}\p{M}]+|.)/su.exec(plain.slice(at, at + 200))?.[0] ?? ''
      at += word.length
      return placeOf(at - word.length, at)
    }
    const bare = piece.startsWith('##') ? piece.slice(2) : piece
    const found = plain.slice(at, at + LOOK_AHEAD + bare.length).indexOf(bare)
    if (found < 0) return placeOf(at, at)
    at += found + bare.length
    return placeOf(at - bare.length, at)
  })
}

/** The text as the tokenizer sees it, and which place of the text each place of it comes from. */
function plainText(text: string): { plain: string; originAt(place: number): number } {
  const origins: number[] = []
  let plain = ''
  let at = 0
  for (const sign of text) {
    const bare = sign.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
    for (let i = 0; i < bare.length; i++) origins.push(at)
    plain += bare
    at += sign.length
  }
  return { plain, originAt: (place) => origins[place] ?? text.length }
}
