/** One measured figure beside what DESIGN section 9 allows. */
export interface Row {
  name: string
  value: number
  unit: string
  /** DESIGN's budget in words: "<= 15 KB" */
  budget?: string
  /** against what was measured in the same run: "1.4x raw insert" */
  ratio?: string
}

const begun = performance.now()
/** What a long bench does now, on stderr with the seconds since the start. */
export const progress = (said: string): void =>
  void process.stderr.write(`  [${Math.round((performance.now() - begun) / 1000)} s] ${said}\n`)
/** The same rows, told as soon as they are there. */
export function told(rows: Row[]): Row[] {
  for (const { name, value, unit } of rows) progress(`${name}: ${Number(value.toPrecision(3))} ${unit}`.trimEnd())
  return rows
}
