import type { Alignment } from './align.ts'
import type { AnswerToScore, Guard, Quote, TextLookup } from './answer-to-score.ts'
import { type Compared, featuresOf } from './features.ts'
import { guardsOf, isVerbatim } from './guards.ts'
import { type ReadText, readText } from './read-text.ts'

/** So near a reference's word must a word of the answer be to be quoted for it. */
const QUOTED = 0.5

/** All that can be told of an answer before any weights are asked. */
export interface AnswerReading {
  features: Readonly<Record<string, number>>
  guards: readonly Guard[]
  /** one of the references word for word */
  isReference: boolean
  quotes: readonly Quote[]
  /** pooled */
  vector: Float32Array
}

/** Reads answers to one question: the question's own texts are read once. */
export function createAnswerReader(
  { question, references, misconceptions = [] }: Omit<AnswerToScore, 'answer' | 'evidence'>,
  embedded: TextLookup,
): (answer: string) => AnswerReading {
  const read = (text: string) => readText(text, embedded(text))
  const key = {
    question: read(question),
    references: references.map(read),
    misconceptions: misconceptions.map(read),
  }
  return (text) => {
    const answer = read(text)
    const compared = featuresOf({ ...key, answer })
    return {
      features: compared.features,
      isReference: isVerbatim(answer, key.references),
      guards: guardsOf({ ...key, answer }, compared),
      quotes: quotesOf(answer, key.references, compared),
      vector: answer.pooled,
    }
  }
}

/** From the first to the last word of the answer that a word of the reference is met by. */
function quotesOf(answer: ReadText, references: readonly ReadText[], { comparisons }: Compared): Quote[] {
  return references
    .map((reference, i): Quote => {
      const aligned: readonly Alignment[] = comparisons[i]?.aligned ?? []
      const met = reference.words
        .flatMap((word, w) => {
          const { similarity, at } = aligned[w] ?? { similarity: 0, at: -1 }
          return word.isContent && similarity >= QUOTED ? (answer.words[at] ?? []) : []
        })
        .sort((a, b) => a.from - b.from)
      return {
        reference: i,
        span: [met[0]?.from ?? 0, Math.max(0, ...met.map(({ to }) => to))],
        similarity: comparisons[i]?.softRecall ?? 0,
      }
    })
    .sort((a, b) => b.similarity - a.similarity)
}
