/** Spearman's rank correlation, ties sharing their mean rank. NaN for fewer than two different values. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  return pearson(ranks(a), ranks(b))
}

function ranks(values: readonly number[]): number[] {
  const order = Array.from(values.keys()).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0))
  const ranked = new Array<number>(values.length).fill(0)
  for (let from = 0; from < order.length; ) {
    let to = from + 1
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to++
    for (let i = from; i < to; i++) ranked[order[i] ?? 0] = (from + to - 1) / 2
    from = to
  }
  return ranked
}

/** Correlation; NaN where either side does not vary. */
export function pearson(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)]
  let ab = 0
  let aa = 0
  let bb = 0
  for (let i = 0; i < a.length; i++) {
    const x = (a[i] ?? 0) - ma
    const y = (b[i] ?? 0) - mb
    ab += x * y
    aa += x * x
    bb += y * y
  }
  return ab / Math.sqrt(aa * bb)
}

export const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length

/** Grades by document id; above 0 is relevant. */
export type Grades = ReadonlyMap<string, number>

/** Normalised discounted cumulative gain over the first `cut` results, linear gain as in trec_eval and BEIR; 0-1. */
export function ndcg(ranking: readonly string[], grades: Grades, cut: number): number {
  const gain = (list: readonly number[]) => list.slice(0, cut).reduce((sum, g, i) => sum + g / Math.log2(i + 2), 0)
  const ideal = gain([...grades.values()].sort((a, b) => b - a))
  return ideal > 0 ? gain(ranking.map((id) => grades.get(id) ?? 0)) / ideal : 0
}

/** Share of the relevant documents among the first `cut` results, 0-1. */
export function recall(ranking: readonly string[], grades: Grades, cut: number): number {
  const relevant = [...grades].filter(([, grade]) => grade > 0).map(([id]) => id)
  const found = new Set(ranking.slice(0, cut))
  return relevant.length > 0 ? relevant.filter((id) => found.has(id)).length / relevant.length : 0
}

/** One over the place (from 1) of the first relevant result; 0 when there is none. */
export function reciprocalRank(ranking: readonly string[], isRelevant: (id: string) => boolean): number {
  const place = ranking.findIndex(isRelevant)
  return place < 0 ? 0 : 1 / (place + 1)
}
