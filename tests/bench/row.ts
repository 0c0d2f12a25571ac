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
