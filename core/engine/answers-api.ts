import type { Confidence, ItemResponse } from '../engine-api.ts'

/** One answer of the person's, what it counts for now, and who said so. */
export interface MyAnswer {
  /** of its `item-answered` event */
  id: string
  attempt: string
  item: string
  /** of the task; its id where this device does not hold it any more */
  title: string
  atMs: number
  response: ItemResponse
  /** the answer in words, a line each; empty where it cannot be said without the task as it was */
  said: readonly string[]
  /** the task is another now, or not in use any more */
  changedSince: boolean
  confidence: Confidence
  /** an aid was open, on whichever device */
  aided: boolean
  /** after the time the work allows */
  late: boolean
  /** `waiting`: a person reads it; nothing is credited or held against anybody until then */
  state: 'counts' | 'waiting'
  /** what counts now: a person's word where there is one, else the machine's; `waiting` counts nothing */
  correct: boolean
  /** [0, 1] */
  score: number
  /** what a person made of it */
  read: {
    atMs: number
    criteria: { criterion: string; text: string; verdict: 'met' | 'missed' }[]
    note: string | null
  } | null
  /** the person asked that somebody read it */
  contested: { atMs: number; note: string | null; decision: 'upheld' | 'changed' | null; said: string | null } | null
  /** whether they may ask now: the machine scored it, and nobody was asked yet */
  mayContest: boolean
}

/** What a face can ask of a person's answers: part of `Engine`. Works offline. */
export interface Answers {
  /** newest first; of one attempt where it is named */
  answers(attempt?: string): Promise<MyAnswer[]>
  /** lets a person read an answer the machine scored. @param note their own words, at most 1,000 characters */
  contestAnswer(id: string, answer: string, note?: string): Promise<void>
}
