import type { Ref, TrustSignal } from '../engine-api.ts'

export type ReportProblem = 'wrong' | 'out-of-date' | 'unclear' | 'wrong-place'

/** What somebody says of an aid that is not right. */
export interface Report {
  problem: ReportProblem
  /** of the aid as they had it before them */
  version: number
  /** the source the trouble is with */
  passage?: { document: string; passage: string } | undefined
  /** their own words, at most 1,000 characters */
  note?: string | undefined
}

/** A report of this person's, and what came of it. */
export interface MyReport {
  id: string
  ref: Ref
  /** null where this device does not hold the aid any more */
  title: string | null
  problem: ReportProblem
  note: string | null
  atMs: number
  /** the server has it */
  sent: boolean
  answer: {
    id: string
    outcome: 'fixed' | 'right' | 'withdrawn'
    /** in which it is mended, with `fixed` */
    version: number | null
    /** the name of who answered */
    by: string
    note: string | null
    atMs: number
  } | null
}

/** `kept` will be sent; `enough-here` and `enough-today`: nothing was stored, what waits already is to be answered first. */
export type ReportTaken = 'kept' | 'enough-here' | 'enough-today'

/** What a face can ask where somebody says that an aid is wrong, or asks who says it is right: part of `Engine`. */
export interface Reporting {
  /** works offline */
  reportAid(id: string, ref: Ref, report: Report): Promise<ReportTaken>
  /** newest first; of one aid where it is named */
  reports(ref?: Ref): Promise<MyReport[]>
  /** of anything installed, tasks too; null where it is not, or must not be shown */
  trust(ref: Ref): Promise<TrustSignal | null>
}
