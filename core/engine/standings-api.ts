import type { DueWork, MyRecord, NextStep } from '../engine-api.ts'

/** A competency as a person's own map shows it: what it rests on, what is next and why. */
export interface CompetencyStanding {
  id: string
  title: string
  /** a role of this person asks for it */
  inRole: boolean
  alone: MyRecord['competencies'][number]['alone']
  withAid: MyRecord['competencies'][number]['withAid']
  why: string
  /** what became of the competency itself since, a sentence each */
  changes: readonly string[]
  parts: readonly PartStanding[]
  /** one point a finished attempt, oldest first; alone and with an aid are two curves */
  curve: readonly CurvePoint[]
  /** what Today says of it; null where nothing is to be done */
  next: Pick<NextStep, 'step' | 'title' | 'why'> | null
}

export interface PartStanding {
  id: string
  title: string
  /** `with-aid`: shown, and never alone since */
  state: 'shown' | 'with-aid' | 'missed' | 'not-asked'
  /** P(right alone on a typical new task now) with what nine in ten lie between; null where nothing was asked */
  likely: { p: number; low: number; high: number; why: string } | null
  /** answers that count for it, newest first */
  answers: readonly PartAnswer[]
  /** of these, wrong ones of which the person was sure, and other wrong ones */
  wrongAndSure: number
  wrongAndUnsure: number
  due: DueWork | null
}

export interface PartAnswer {
  /** of its `item-answered` event */
  id: string
  attempt: string
  title: string
  correct: boolean
  aided: boolean
  sure: boolean
  atMs: number
}

export interface CurvePoint {
  attempt: string
  atMs: number
  aided: boolean
  verdict: 'can-do' | 'not-yet' | 'cannot-tell' | 'waiting'
  /** P(able) after it, 0 to 1: alone, or with the aid that was open */
  likely: number
}

/** What a face can ask of what a person can do: part of `Engine`. Works offline. */
export interface Standings {
  /** what the person's roles ask for first, then what else is known of */
  standings(): Promise<CompetencyStanding[]>
  /** what is due now and later, soonest first */
  due(): Promise<DueWork[]>
}
