import type { Criterion } from './criterion.ts'
import { isNegated } from './guards.ts'
import type { Span } from './sentences.ts'
import { mentions } from './terms.ts'

/**
 * Cosine bands between a span and a sentence of the key (all-MiniLM-L6-v2). Set on the answers in
 * tests/golden/demo-answers.json and checked on some kept aside, all by authors, none scored by people: provisional until
 * they are. Too low passes weak answers; too high hands more of them to a person.
 */
const MET = 0.6
/** for a span that says one of the words asked for */
const MET_WITH_WORDS = 0.45
const MISSED = 0.42
/** how much one side must be ahead of the other before it counts */
const LEAD = 0.04

export interface Verdict {
  verdict: 'met' | 'missed' | 'unsure'
  span: Span | null
  /** which of the wrong sentences it says instead; null where none is as near as that */
  wrong: number | null
}

/** Cosines of one span with the criterion's sentences, in their order. */
export interface Closeness {
  models: readonly number[]
  wrong: readonly number[]
}

/** What one span says to a criterion: for it, for its opposite, and for what people wrongly do instead; cosines. */
interface Evidence {
  span: Span
  says: number
  models: number
  opposite: number
  wrong: number
  wrongAt: number
}
type Cosine = 'models' | 'opposite' | 'wrong'

/** Judges one criterion by all spans of an answer. `closeness[i]` belongs to `spans[i]`; null without an embedder. */
export function judge(criterion: Criterion, spans: readonly Span[], closeness: readonly Closeness[] | null): Verdict {
  const needed = criterion.mentions.length
  const said = saidGroups(criterion, spans.map((span) => span.text).join('\n'))
  if (!closeness) return judgeByWords(criterion, spans, said)

  const evidence = spans.map((span, i) => weigh(criterion, span, closeness[i] ?? { models: [], wrong: [] }))
  const supporting = evidence.filter(
    (e) => e.models >= (needed > 0 && e.says > 0 ? MET_WITH_WORDS : MET) && e.models >= e.wrong,
  )
  const best = strongest(supporting, 'models')
  const turned = strongest(
    evidence.filter((e) => e.opposite >= MET && e.opposite > e.models && (needed === 0 || e.says > 0)),
    'opposite',
  )
  const against = strongest(
    evidence.filter((e) => e.wrong > e.models + LEAD),
    'wrong',
  )

  if (best && said === needed) {
    // says one thing and its contrary: a person decides
    const denied = (turned?.opposite ?? 0) > best.models || (against?.wrong ?? 0) > Math.max(MET, best.models + LEAD)
    return { verdict: denied ? 'unsure' : 'met', span: best.span, wrong: null }
  }
  if (against && against.wrong >= MET && (needed === 0 || said < needed))
    return { verdict: 'missed', span: against.span, wrong: against.wrongAt }
  if (turned) return { verdict: 'unsure', span: turned.span, wrong: null }
  const nearest = strongest(evidence, 'models')
  const unsaid = needed > 0 && said === 0
  if (!nearest || nearest.models < (unsaid ? MET : MISSED)) return { verdict: 'missed', span: null, wrong: null }
  return { verdict: 'unsure', span: nearest.span, wrong: null }
}

/** Only sentences of the same polarity can support or contradict; a near one of the other polarity says the opposite. */
function weigh(criterion: Criterion, span: Span, { models, wrong }: Closeness): Evidence {
  const negated = isNegated(span.text)
  const top = (sentences: string[], cosines: readonly number[], samePolarity: boolean) =>
    Math.max(-1, ...cosines.filter((_, i) => (isNegated(sentences[i] ?? '') === negated) === samePolarity))
  return {
    span,
    says: saidGroups(criterion, span.text),
    models: top(criterion.models, models, true),
    opposite: top(criterion.models, models, false),
    wrong: top(criterion.wrong, wrong, true),
    wrongAt: wrong.indexOf(Math.max(...wrong)),
  }
}

/** Without a model only words can speak, and only for a criterion that names some. */
function judgeByWords(criterion: Criterion, spans: readonly Span[], said: number): Verdict {
  if (criterion.mentions.length === 0)
    return { verdict: spans.length > 0 ? 'unsure' : 'missed', span: null, wrong: null }
  if (said === 0) return { verdict: 'missed', span: null, wrong: null }
  const saying = spans.filter((span) => saidGroups(criterion, span.text) > 0)
  const plain = saying.find((span) => criterion.models.some((model) => isNegated(model) === isNegated(span.text)))
  const contrary = saying.some((span) => criterion.models.every((model) => isNegated(model) !== isNegated(span.text)))
  const met = said === criterion.mentions.length && plain !== undefined && !contrary
  return { verdict: met ? 'met' : 'unsure', span: plain ?? saying[0] ?? null, wrong: null }
}

const saidGroups = (criterion: Criterion, text: string): number =>
  criterion.mentions.filter((group) => mentions(text, group)).length

const strongest = (list: readonly Evidence[], by: Cosine): Evidence | null =>
  list.reduce<Evidence | null>((best, e) => (best === null || e[by] > best[by] ? e : best), null)
