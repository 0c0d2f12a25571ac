import type { AidCard, Ref } from '../engine-api.ts'

/** What a face can ask of search: part of `Engine` (engine-api.ts). */
export interface Searching {
  /** Answers by words and meaning where the model and the vectors are there, else by words. Never throws for what was typed. */
  search(request: SearchRequest): Promise<SearchAnswer>
  /** How far search by meaning is on this device. */
  meaningState(): Promise<MeaningState>
  /** Getting ready goes at a quarter of its pace on battery. `mains` until told. */
  notePower(power: 'mains' | 'battery'): Promise<void>
  /**
   * Once a person has stopped typing, or has opened what they looked for. Without a good answer and without a choice the
   * search is counted by competency; its words are kept nowhere.
   */
  searchEnded(text: string, chosen?: Ref): Promise<void>
  /** Searches without a good answer, as counted on this device since they were last shared. */
  unanswered(): Promise<Unanswered>
  /**
   * The employee says so: one `search-made` event a competency, and the counts start again.
   *
   * @param ids of the events, one for each line of `unanswered`; a line without an id stays
   */
  shareUnanswered(ids: string[]): Promise<void>
  /** For an empty search box. */
  suggestions(): Promise<Suggestions>

  /** How well search does on the organisation's own questions: for authors and L&D, from the server. */
  searchQuality(): Promise<SearchQuality>
  addQuestion(text: string, expected: Ref[]): Promise<void>
  removeQuestion(id: string): Promise<void>
}

export interface SearchRequest {
  text: string
  /** 10 unless told, at most 50 */
  limit?: number
  /** a list that is not empty lets through what has any of its values; lists are joined by "and" */
  where?: { kinds?: string[]; competencies?: string[]; roles?: string[] }
  /** the last word may be unfinished */
  typing?: boolean
  /**
   * For each key: by words alone, without waiting for the model, and whatever says one of them is found. Unless told, meaning
   * joins where it is there, and whether anything fits is judged
   */
  by?: 'words'
  /** names the box typed into: a newer question of the same box answers the older one with `superseded` */
  box?: string
}

/** UTF-16 offsets of the words that matched */
export interface MarkedText {
  text: string
  marks: [start: number, end: number][]
}

export interface SearchHit extends AidCard {
  /** in words a colleague would use: `title says "refund"`, `about the same thing` */
  why: string[]
  /** in `title` */
  titleMarks: [start: number, end: number][]
  /** from the passage that answers best */
  excerpt: MarkedText
  /** orders the hits of one answer */
  score: number
}

export interface SearchAnswer {
  /** `nothing-fits`: no hit is good enough; `superseded`: a newer question of the same box was asked meanwhile */
  state: 'found' | 'nothing-fits' | 'superseded'
  /** best first; with `nothing-fits` the nearest few, for who wants to look anyway */
  hits: SearchHit[]
  by: 'words' | 'words-and-meaning'
}

export interface MeaningState {
  /** `waiting`: for a release, or for somebody to ask; `unavailable`: the model cannot be had, words go on */
  state: 'ready' | 'preparing' | 'waiting' | 'unavailable'
  /** pages whose vectors are there */
  done: number
  of: number
}

export interface Unanswered {
  /** when the oldest search counted was made; null for none */
  sinceMs: number | null
  total: number
  /** most frequent first; `competency: null` where none is near */
  byCompetency: { competency: string | null; title: string; count: number }[]
}

export interface Suggestions {
  /** last opened first */
  recent: AidCard[]
  /** for this person's next step, then for their roles */
  forRole: AidCard[]
}

export interface QualityCheck {
  release: number
  atMs: number
  questions: number
  /** share of the questions with an expected page among the first three, 0-1 */
  recall3: number
  /** `found`: place of the first expected page, from 1; null when it is not among the hits */
  failed: { id: string; text: string; found: number | null }[]
}

/** Of the release that waits to be signed, beside the last one on the same questions, as they are now. */
export interface CandidateCheck extends QualityCheck {
  /** recall@3 of the last release; null where there is none. Below it, signing needs `acceptLowerRecall`. */
  before: number | null
  /** questions the last release answers and this one does not */
  lost: QualityCheck['failed']
}

export interface SearchQuality {
  /** null before a release carries one */
  threshold: {
    fit: number
    from: 'own-questions' | 'built-in'
    questions: number
    falseOffer: number
    falseSilence: number
    auroc: number
  } | null
  /** groups of words that mean the same */
  synonyms: string[][]
  questions: { id: string; text: string; expected: (Ref & { title: string })[]; addedBy: string }[]
  /** newest first */
  checks: QualityCheck[]
  candidate: CandidateCheck | null
}
