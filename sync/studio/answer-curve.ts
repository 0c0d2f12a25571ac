import { type CurvePoint, type EvidenceAnswer, type ItemBody, scoreItem } from '#core/assessment'
import { createRandom } from '#core/base'
import { createTokenTexts, type Embedder } from '#core/embedding'

const SIZES = [0, 5, 10, 25, 50]
/** so many answers judge each point; fewer than five would say nothing */
const MOST_JUDGED = 30
const LEAST_JUDGED = 5
const SEED = 7

/**
 * How well the machine judges an item's answers with 0, 5, 10, 25 and 50 read ones as evidence, on others of the same item. The
 * same answers judge every point, so that points can be compared; which ones is drawn by a fixed seed.
 *
 * @param texts of the answers, in their order
 */
export async function learningCurve(
  body: ItemBody,
  texts: readonly string[],
  answers: readonly EvidenceAnswer[],
  embedder: Embedder,
): Promise<CurvePoint[]> {
  const all = answers.map((answer, i) => ({ answer, text: texts[i] ?? '' }))
  const drawn = createRandom(SEED).shuffle(all)
  const judged = drawn.slice(0, Math.min(MOST_JUDGED, Math.max(LEAST_JUDGED, Math.floor(drawn.length / 3))))
  const pool = drawn.slice(judged.length)
  const embed = (wanted: readonly string[]) => embedPrivately(embedder, wanted)
  const embedTokens = createTokenTexts(embedder)
  const points: CurvePoint[] = []
  for (const n of SIZES.filter((size) => size <= pool.length)) {
    let right = 0
    let of = 0
    for (const { answer, text } of judged) {
      const evidence = pool.slice(0, n).map((each) => each.answer)
      const { criteria } = await scoreItem(body, { answer: 'text', text }, { embed, embedTokens, evidence })
      for (const { criterion, verdict } of criteria) {
        of++
        if (verdict === answer.verdicts[criterion]) right++
      }
    }
    points.push({ n, right: of === 0 ? 0 : Math.round((right / of) * 1000) / 1000, of })
  }
  return points
}

/** Vectors of a learner's words, of which nothing is kept: with their tokens, because only whole texts go through the cache. */
export async function embedPrivately(embedder: Embedder, texts: readonly string[]): Promise<Float32Array[]> {
  if (!embedder.embedTokens) return embedder.embed(texts)
  return (await embedder.embedTokens(texts)).map(({ pooled }) => pooled)
}
