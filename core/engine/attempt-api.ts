import type { Block } from '#core/content'
import type { AidCard } from './library-api.ts'

/** An item as shown: without its key. The controls are a closed list. */
export interface PresentedItem {
  id: string
  title: string
  type: string
  /** the situation and what is asked */
  blocks: Block[]
  control: AnswerControl
  aids: AidCard[]
  /** the machine's word on it never counts: it gives feedback, and a person reads the answer */
  feedbackOnly?: boolean
  /** only where the work itself has a limit; how long a person gets is their setting */
  timeLimitSeconds?: number
}
interface AnswerOption {
  id: string
  text: string
}
/** What an answer is given with: a closed list, one part of core/ui each. Nothing in it depends on the key. */
export type AnswerControl =
  | { answer: 'text'; label: string; minWords: number; maxChars: number }
  | { answer: 'order'; label: string; options: AnswerOption[] }
  | {
      answer: 'choose-and-justify'
      label: string
      options: AnswerOption[]
      reasonLabel: string
      reasons: AnswerOption[]
    }
  | { answer: 'choose'; label: string; options: AnswerOption[]; many: boolean }
  | { answer: 'number'; label: string; unit: string | null }
  /** each of `lefts` gets one of `rights`; one of these may fit several or none */
  | { answer: 'match'; label: string; lefts: AnswerOption[]; rights: AnswerOption[] }
  | { answer: 'fill'; label: string; fields: FillField[] }
  /** `places` are for who cannot point: choosing one points at its middle, in thousandths of the picture's sides */
  | {
      answer: 'locate'
      label: string
      sha256: string
      alt: string
      places: (AnswerOption & { x: number; y: number })[]
    }
  /** a conversation from `start`; a reply without `next`, or a turn without replies, ends it */
  | { answer: 'dialogue'; label: string; start: string; turns: DialogueTurn[] }
export interface FillField {
  id: string
  label: string
  type: 'text' | 'number' | 'choice' | 'day'
  /** of a choice */
  options?: AnswerOption[]
  unit?: string
  /** what the record says: the field is answered only where a person marks this as wrong */
  given?: string
}
export interface DialogueTurn {
  id: string
  says: string
  replies: (AnswerOption & { next: string | null })[]
}
export type ItemResponse =
  | { answer: 'text'; text: string }
  | { answer: 'order'; order: string[] }
  | { answer: 'choose-and-justify'; choice: string; reason: string }
  | { answer: 'choose'; choices: string[] }
  /** as typed: which sign stands for decimals is read when it is scored */
  | { answer: 'number'; value: string }
  | { answer: 'match'; pairs: { left: string; right: string }[] }
  /** `value`: as typed, the id of a choice, or a day as YYYY-MM-DD */
  | { answer: 'fill'; fields: { field: string; value: string }[] }
  /** thousandths of the picture's width and height, from its top left */
  | { answer: 'locate'; x: number; y: number }
  /** ids of what was replied, in order */
  | { answer: 'dialogue'; choices: string[] }
export type Confidence = 'guess' | 'think-so' | 'sure'

export interface CriterionFeedback {
  criterion: string
  /** what the criterion asks for */
  text: string
  verdict: 'met' | 'missed' | 'unsure'
  feedback: string
  /** the learner's own words the verdict rests on */
  quote: string | null
  /** what would make the answer better, a sentence each: what is not said yet, or should not be there */
  better?: string[]
}
/** `abstained`: the scorer was unsure and hands over to a person; nothing is credited or held against the learner. */
export interface ItemOutcome {
  state: 'scored' | 'abstained'
  /** [0, 1]; 0 when abstained */
  score: number
  correct: boolean
  criteria: CriterionFeedback[]
  /** how far people agree with the machine on this task is too little or not known: what it says is feedback, a person scores */
  feedbackOnly?: boolean
}

export interface AttemptProgress {
  answered: number
  most: number
  /** per sub-competency, in the blueprint's order */
  subCompetencies: { id: string; title: string; state: 'open' | 'shown' | 'missed' | 'retest' }[]
}
/** Where an attempt stands. Survives reload and stopped servers: it is a fold of events. */
export type Turn =
  | {
      state: 'item'
      attempt: string
      title: string
      item: PresentedItem
      why: string
      progress: AttemptProgress
      /** ms since 1970; only where the work has a time limit */
      shownAtMs?: number
    }
  | {
      state: 'remedial'
      attempt: string
      title: string
      subCompetency: { id: string; title: string }
      aid: AidCard
      why: string
      progress: AttemptProgress
    }
  | { state: 'finished'; attempt: string; title: string; result: AttemptResult; progress: AttemptProgress }
export interface AttemptResult {
  /** `waiting`: an abstained answer awaits a person */
  verdict: 'can-do' | 'not-yet' | 'cannot-tell' | 'waiting'
  aided: boolean
  why: string
  /**
   * ability and its standard error, logits: alone, unless an aid is allowed. `calibrated` only where answers stand behind the
   * parameters of every item it rests on; else it is a belief and never called measured
   */
  ability: { theta: number; se: number; calibrated: boolean }
  subCompetencies: { id: string; title: string; state: 'shown' | 'missed' | 'not-asked' }[]
  /** why nothing more was asked, in words; not known of a result that was recorded for an assessment no longer in use */
  stopped?: string
  /** the competency means with an aid at hand: what was shown with one counts like any other */
  aidAllowed?: boolean
  /** it was practice: no proof, whatever came of it */
  practice?: boolean
  /** when a person last read an answer of it that counts now, ms since 1970 */
  readAtMs?: number
}
