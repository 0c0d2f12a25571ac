import { cosine } from '#core/embedding'
import type { AnswerScore, AnswerToScore, TextLookup } from './answer-to-score.ts'
import type { ScoringModel } from './scoring-model.ts'

/** Scores an answer in own words on the device; pure. */
export function scoreAnswer(asked: AnswerToScore, embedded: TextLookup, model: ScoringModel): AnswerScore {
  const answer = embedded(asked.answer)
  const quotes = asked.references.map((text, reference) => ({
    reference,
    span: [0, asked.answer.length] as const,
    similarity: Math.max(0, cosine(answer.pooled, embedded(text).pooled)),
  }))
  quotes.sort((a, b) => b.similarity - a.similarity)
  const p = 1 / (1 + Math.exp(-8 * ((quotes[0]?.similarity ?? 0) - 0.6)))
  const [low, high] = model.band
  return {
    p,
    verdict: p >= high ? 'met' : p <= low ? 'missed' : 'unsure',
    guards: asked.answer.trim() === '' ? ['empty'] : [],
    quotes,
    vector: answer.pooled,
    features: { cosine: quotes[0]?.similarity ?? 0 },
  }
}
