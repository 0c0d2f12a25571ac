import { objectKey } from '#core/releases'
import { BUILT_IN_THRESHOLD, calibrateSearch, type KnownAnswer, LOOKED_AT, type SearchThreshold } from '#core/retrieval'
import { nextTask } from '../next-task.ts'
import type { QuestionVectors } from './check-questions.ts'
import type { Question } from './questions.ts'
import type { ReleaseSearch } from './release-search.ts'

/**
 * The fit below which a search over this release says that nothing fits, set on the organisation's own questions: each as it is,
 * and with its expected objects taken out. Questions whose objects the release does not hold say nothing.
 *
 * Where they are too few it is the built-in one.
 *
 * @param release null without questions
 * @param model of the vectors searched by; null for words alone
 */
export async function thresholdOn(
  release: ReleaseSearch | null,
  questions: readonly Question[],
  vectors: QuestionVectors | null,
  model: string | null,
): Promise<SearchThreshold> {
  if (!release) return builtIn
  const answers: KnownAnswer[] = []
  for (const { id, text, expected } of questions) {
    const ids = new Set(expected.map(objectKey).filter((key) => release.page(key)))
    if (ids.size === 0) continue
    // so many are left once the expected ones are taken out
    const hits = release.search(text, vectors?.get(id) ?? null, LOOKED_AT + ids.size)
    answers.push({ hits, expected: ids })
    await nextTask()
  }
  const calibration = calibrateSearch(answers)
  if (!calibration) return builtIn
  const { threshold, falseOffer, falseSilence, auroc } = calibration
  return {
    v: 1,
    model: vectors ? model : null,
    fit: rounded(threshold),
    from: 'own-questions',
    questions: answers.length,
    falseOffer: rounded(falseOffer),
    falseSilence: rounded(falseSilence),
    auroc: rounded(auroc),
  }
}

/** So that the same questions give the same bytes, whatever the last bit of a cosine. */
const rounded = (value: number): number => Math.round(value * 10_000) / 10_000

/** Holds for every model: it was set with vectors, and `fitOf` means the same without. */
const builtIn: SearchThreshold = { v: 1, model: null, from: 'built-in', ...BUILT_IN_THRESHOLD }
