import { agreementOf, leastAgreement } from '#core/assessment'
import { type Judged, pairOf, type Scale } from './eval-scoring-figures.ts'

/** Fewer answers say nothing of an item. */
const LEAST_ANSWERS = 10

/** How many items the scorer agrees on with people well enough to count, and the mean. */
export function itemFigures(judged: readonly Judged[], scale: Scale) {
  const byQuestion = new Map<string, Judged[]>()
  for (const each of judged) byQuestion.set(each.question, [...(byQuestion.get(each.question) ?? []), each])
  const kappas = [...byQuestion.values()]
    .filter((answers) => answers.length >= LEAST_ANSWERS)
    .map(
      (answers) =>
        agreementOf(
          answers.map(({ p, score }) => pairOf(p, score, scale)),
          '',
        )?.qwk ?? 0,
    )
  return {
    n: kappas.length,
    meanQwk: kappas.length > 0 ? kappas.reduce((sum, x) => sum + x, 0) / kappas.length : null,
    countable: kappas.filter((kappa) => kappa >= leastAgreement.qwk).length,
  }
}
