import { readRule } from '#core/consistency'
import { blockText, contentKind, EXTRACTION, unsourcedSentences } from '#core/content'
import { type Ground, type GroundPassage, nearestGround, readGround, whyUnsupported } from './ground.ts'
import { type SaidPart, saidParts } from './support-parts.ts'

/** A sentence that no passage its part names supports. */
export interface SupportFinding {
  part: string
  sentence: string
  /** completes "“sentence” ..." */
  why: string
  /** a passage that comes nearest among those the object names */
  nearest: { document: string; passage: string; text: string } | null
  /** its author may keep it with a reason; never where a model wrote the part */
  mayKeep: boolean
}

/**
 * Holds every sentence of an object against the passages its part names.
 *
 * @param passages of the documents it names, as they read now
 * @returns what is not supported; `unsourced`: what its author answers for; `words` of all that a reader sees
 */
export function supportOf(
  kind: string,
  body: unknown,
  passages: readonly GroundPassage[],
): { findings: SupportFinding[]; unsourced: { sentence: string; reason: string }[]; words: number } {
  const grounds = passages.map(readGround)
  const byPlace = new Map(grounds.map((ground) => [`${ground.passage.document}#${ground.passage.passage}`, ground]))
  const kept = unsourcedSentences(body)
  const reasons = new Map(kept.map((one) => [one.sentence, one]))
  const used = new Set<string>()
  const findings: SupportFinding[] = []
  for (const part of saidParts(kind, body)) {
    const cited = part.sources.flatMap(({ document, passage }) => byPlace.get(`${document}#${passage}`) ?? [])
    for (const { sentence, why } of unsupportedIn(part, cited)) {
      const mayKeep = part.made === null || part.made.by === EXTRACTION
      if (mayKeep && reasons.has(sentence)) used.add(sentence)
      else findings.push({ part: part.part, sentence, why, nearest: offered(sentence, grounds), mayKeep })
    }
  }
  const shown = contentKind(kind).readable ? contentKind(kind).view(body).flatMap(blockText).join(' ') : ''
  return {
    findings,
    unsourced: kept.filter(({ sentence }) => used.has(sentence)),
    words: shown.match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
  }
}

function* unsupportedIn(part: SaidPart, cited: readonly Ground[]) {
  for (const sentence of part.sentences) {
    const why = whyUnsupported(sentence, cited)
    if (why) yield { sentence, why }
  }
  for (const address of part.addresses)
    if (!cited.some(({ passage }) => [passage.text, ...passage.links].some((text) => text.includes(address))))
      yield { sentence: address, why: 'is an address that no passage its part names gives' }
  const values = cited.flatMap(({ sentences }) => sentences.flatMap(({ rule }) => rule.values))
  for (const label of part.labels)
    for (const value of readRule(label).values)
      if (!values.some((other) => other.kind === value.kind && other.value === value.value))
        yield { sentence: label, why: `says “${label.slice(value.start, value.end)}”, which no passage does` }
}

function offered(sentence: string, grounds: readonly Ground[]): SupportFinding['nearest'] {
  const found = nearestGround(sentence, grounds)
  return found && { document: found.document, passage: found.passage, text: found.text }
}
