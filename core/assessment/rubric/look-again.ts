import type { CriterionFeedback } from '../../engine-api.ts'
import type { ScoringWorld } from '../item-type.ts'
import { type Guard, textsToEmbed } from '../scoring/answer-to-score.ts'
import { scoreAnswer } from '../scoring/score-answer.ts'
import { loadScoringModel } from '../scoring/scoring-model.ts'
import type { Criterion } from './criterion.ts'
import { keyOf, UNSURE } from './read-criterion.ts'

/** What turns round the meaning of words that are near: such a sentence passes no machine. Other guards look at whole answers. */
const TURNING: ReadonlySet<Guard> = new Set<Guard>([
  'negated',
  'opposite-word',
  'word-order',
  'addresses-scorer',
  'misconception',
])
/** With fewer answers that people read, what they said is too little to settle anything. */
const LEAST_EVIDENCE = 5

/**
 * Reads word by word what the first reading found by nearness: a sentence that was met goes to a person where a word turns it
 * round; what was left open is settled where the scorer is sure by what people said of answers to this task.
 *
 * @returns the criteria as they are where no token vectors can be had
 */
export async function lookAgain(
  question: string,
  text: string,
  rubric: readonly Criterion[],
  criteria: readonly CriterionFeedback[],
  { embedTokens, evidence = [] }: ScoringWorld,
): Promise<CriterionFeedback[]> {
  if (!embedTokens) return [...criteria]
  const model = await loadScoringModel()
  const again: CriterionFeedback[] = []
  for (const [i, read] of criteria.entries()) {
    const criterion = rubric[i]
    const scored = evidence.flatMap(({ vector, verdicts }) => {
      const verdict = criterion && verdicts[criterion.id]
      return verdict ? [{ vector, score: verdict === 'met' ? 1 : 0 }] : []
    })
    const settles = read.verdict === 'unsure' && scored.length >= LEAST_EVIDENCE
    if (!criterion || criterion.models.length === 0 || !(settles || (read.verdict === 'met' && read.quote !== null))) {
      again.push(read)
      continue
    }
    const { models: references, wrong: misconceptions } = keyOf(criterion)
    const asked = { question, references, misconceptions, answer: settles ? text : (read.quote ?? text) }
    const texts = textsToEmbed(asked)
    const embedded = await embedTokens(texts)
    const byText = new Map(texts.map((each, at) => [each, embedded[at]]))
    const lookup = (wanted: string) => byText.get(wanted) ?? { pooled: new Float32Array(), tokens: [] }
    const score = scoreAnswer(settles ? { ...asked, evidence: scored } : asked, lookup, model)
    if (settles && score.verdict !== 'unsure')
      again.push({ ...read, verdict: score.verdict, feedback: criterion[score.verdict] })
    else if (!settles && score.guards.some((guard) => TURNING.has(guard)))
      again.push({ ...read, verdict: 'unsure', feedback: UNSURE })
    else again.push(read)
  }
  return again
}
