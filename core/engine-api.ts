/**
 * What a face can ask of core: the one surface both faces, and the tests, talk to. Every method is asynchronous and
 * takes and returns plain data, so that it crosses a worker or an extension message unchanged.
 *
 * Mutating methods take the event's `id`, made by the face where the intent arose (base `newId`): trying again after a
 * failure never records twice.
 */
import type { Clue } from '#core/anchors'
import type { CasesOnMe } from '#core/competencies'

export type { DriftedStep } from '#core/context'

import type { LedgerRow } from '#core/ledger'
import type { Answers } from './engine/answers-api.ts'
import type { AttemptResult, Confidence, ItemOutcome, ItemResponse, Turn } from './engine/attempt-api.ts'
import type { Authoring } from './engine/authoring-api.ts'
import type { AidCard, OpenedObject, Withdrawn } from './engine/library-api.ts'
import type { Reporting } from './engine/reports-api.ts'
import type { Reviewing } from './engine/review-api.ts'
import type { Searching } from './engine/search-api.ts'
import type { Standings } from './engine/standings-api.ts'
import type { Studio } from './engine/studio-api.ts'

export type { Answers, MyAnswer } from './engine/answers-api.ts'
export type {
  AnswerControl,
  AttemptProgress,
  AttemptResult,
  Confidence,
  CriterionFeedback,
  DialogueTurn,
  FillField,
  ItemOutcome,
  ItemResponse,
  PresentedItem,
  Turn,
} from './engine/attempt-api.ts'
export type {
  CheckedStep,
  FoundPlacement,
  PlacementBody,
  SavedPageEntry,
  SentPlacement,
  TriedPage,
} from './engine/authoring-api.ts'
export type { AidCard, OpenedObject, TrustedSource, TrustSignal, Withdrawn } from './engine/library-api.ts'
export type { MyReport, Report, Reporting, ReportProblem, ReportTaken } from './engine/reports-api.ts'
export type {
  KeyLock,
  KeyProtection,
  QueueEntry,
  ReleaseOptions,
  ReviewDetail,
  ReviewEntry,
  SigningKey,
  WaitingRelease,
} from './engine/review-api.ts'
export type {
  MarkedText,
  MeaningState,
  QualityCheck,
  SearchAnswer,
  SearchHit,
  SearchQuality,
  SearchRequest,
  Suggestions,
  Unanswered,
} from './engine/search-api.ts'
export type { CompetencyStanding, CurvePoint, PartAnswer, PartStanding } from './engine/standings-api.ts'
export type { StudioRequest } from './engine/studio-api.ts'

export interface Ref {
  kind: string
  id: string
}

export interface Me {
  tenant: string
  person: string
  name: string
  roles: Role[]
  device: string
  server: string
  /** the organisation is a demo: shown on every screen */
  demo: boolean
}
export type Role = 'learner' | 'manager' | 'author' | 'sme' | 'ld' | 'admin' | 'auditor'

/** What an enrolment link says, before anything is sent. `fingerprint` is shown for comparison when typed by hand. */
export interface LinkPreview {
  server: string
  tenant: string
  fingerprint: string
}

export interface ReleaseState {
  /** 0 when nothing is installed yet */
  version: number
  installedAtMs: number | null
  /** `stale` once the lease is over: content is readable and marked, `mustBeFresh` objects are hidden */
  lease: 'fresh' | 'stale' | 'none'
  freshUntilMs: number | null
  /** why the newest release was not taken; the last good one stays */
  refused: { code: string; message: string; atMs: number } | null
}

/** `in-sync` only when the outbox is empty and all sums equal the server's. */
export interface SyncState {
  state: 'never' | 'in-sync' | 'waiting' | 'syncing' | 'offline' | 'error'
  unsent: number
  oldestUnsentAtMs: number | null
  lastOkMs: number | null
  /** one sentence, when `error` */
  message: string | null
}

/** Signals of a page: what it says about itself, never a value, never editable text. */
export interface PageSignals {
  host: string
  /** the path with ids taken out: `/tickets/:id/refund` */
  pathShape: string
  title: string
  headings: string[]
  /** of visible fields */
  labels: string[]
  /** label of the focused field */
  focused: string | null
  banners: string[]
  /** visible buttons, tabs, menu items, dialogs, and what carries a test id */
  controls?: { role: string | null; name: string; testId: string | null }[] | undefined
  /** a named part of the page and the labels in it */
  groups?: { name: string; holds: string[] }[] | undefined
  /** in this state of the page */
  seconds?: number | undefined
}

/** An aid for a page. `reason` completes "Shown because ...". */
export interface Offer {
  aid: AidCard
  reason: string
  /** what holds on the page, a phrase each: `a message says “above your limit”` */
  why: string[]
  by: 'rule' | 'meaning'
  placement: string | null
  /** names this page state (hash of the signals, kept in memory only) so that it is nudged at most once */
  state: string
}

/** What fits a page and why, also where nothing was offered. */
export interface PageExplanation {
  /** those a rule places, most specific first, then the nearest */
  aids: (Pick<Offer, 'aid' | 'reason' | 'why' | 'by'> & {
    /** why it is not offered unasked; null where it is */
    quiet: 'unsure' | 'put-away' | 'can-do-alone' | 'often-ignored' | null
  })[]
  /** `not-ready`: the model is not there yet, so only rules were looked at */
  meaning: 'judged' | 'not-ready'
}

/** A process guide as it is walked on the pages of a tool. */
export interface Guide {
  ref: Ref
  title: string
  placement: string
  /** `anchor` names the place of a step in the placement; null where a step has none */
  steps: { text: string; detail: string | null; anchor: string | null }[]
}
/** Whether a step is to be looked for on a page, and the anchor (core/anchors) of its element. */
export interface GuidePoint {
  here: boolean
  anchor: unknown
}

/** One line of Today: what next, and why. */
export interface NextStep {
  step: 'start-assessment' | 'resume-assessment' | 'read-aid' | 're-check' | 're-assessment' | 'practise' | 'nothing'
  ref: Ref | null
  attempt: string | null
  /** of a re-check: the sub-competencies that alone are asked; goes to `startAttempt` */
  focus?: readonly string[]
  title: string
  /** plain words, with the evidence: "You missed refund limits on 3 May; this aid covers just that." */
  why: string
  minutes: number | null
}

/**
 * Work that falls due on a day, also one still to come: a re-check of one sub-competency that was shown, or the assessment again
 * 30 days after "can do".
 */
export interface DueWork {
  kind: 're-check' | 're-assessment'
  competency: string
  /** null for a re-assessment */
  subCompetency: string | null
  /** the assessment that asks it */
  assessment: string
  title: string
  /** ms since 1970; in the past when it is due */
  dueAtMs: number
  why: string
}

export interface MyRecord {
  attempts: {
    attempt: string
    assessment: string
    title: string
    startedAtMs: number
    finishedAtMs: number | null
    result: AttemptResult | null
    sent: boolean
    /** another device took the same assessment at the same time: both stay, and what both asked counts once */
    atOnce: boolean
  }[]
  competencies: {
    id: string
    title: string
    alone: 'can-do' | 'not-yet' | 'no-evidence'
    withAid: 'can-do' | 'not-yet' | 'no-evidence'
    lastEvidenceAtMs: number | null
    why: string
    /** what became of the competency itself since, a sentence each: a result is never told under a new name in silence */
    changes?: string[]
  }[]
  aids: { ref: Ref; title: string; opened: number; lastRating: AidRating | null }[]
  events: number
}
export type AidRating = 'helpful' | 'not-helpful' | 'out-of-date'

export interface Engine extends Searching, Reviewing, Reporting, Authoring, Studio, Answers, Standings {
  previewLink(link: string): Promise<LinkPreview>
  enrol(link: string): Promise<Me>
  me(): Promise<Me | null>
  signOut(): Promise<void>

  release(): Promise<ReleaseState>
  /** looks for a newer time, trust and release, verifies and installs */
  refresh(): Promise<ReleaseState>
  syncState(): Promise<SyncState>
  sync(): Promise<SyncState>

  aids(): Promise<AidCard[]>
  /**
   * @param attempt the aid as it was when this attempt began, while it runs
   * @returns null when the release does not hold it, or it must be fresh and is not
   */
  open(ref: Ref, attempt?: string): Promise<OpenedObject | null>
  /** when and why something that is not here any more was withdrawn; null where it was not */
  withdrawn(ref: Ref): Promise<Withdrawn | null>
  /** a picture of a block by its hash, as a `data:` address; null where it is not to be had */
  picture(sha256: string): Promise<string | null>

  /**
   * @param hidden aids this person put away on this page: never offered, the next best may be
   * @returns null to stay quiet
   */
  offer(signals: PageSignals, hidden?: readonly Ref[]): Promise<Offer | null>
  /** what `offer` saw and thought, for the person who asks why */
  explain(signals: PageSignals, hidden?: readonly Ref[]): Promise<PageExplanation>
  /** @param host as in `PageSignals`; null where the guide has no steps for that tool */
  guide(ref: Ref, host: string): Promise<Guide | null>
  /** @param step the step's `anchor` in the guide; not `here` where it is unknown */
  guidePoint(placement: string, step: string, signals: PageSignals): Promise<GuidePoint>
  /** process guides that can be walked in a tool */
  walkable(host: string): Promise<Ref[]>
  /** @param lost kinds of clue that the page no longer gives (core/anchors `clues`) */
  noteAnchorLost(id: string, lost: { placement: string; anchor: string; lost: Clue[] }): Promise<void>
  /** hosts of the tools this release has help for, as its placements name them (`desk.example.com`, `*.example.com`) */
  toolHosts(): Promise<string[]>
  noteOffered(id: string, offer: Offer): Promise<void>
  noteOpened(id: string, ref: Ref, from: 'nudge' | 'panel' | 'library' | 'attempt', attempt?: string): Promise<void>
  rateAid(id: string, ref: Ref, rating: AidRating, note?: string): Promise<void>

  today(): Promise<NextStep[]>
  /** @param focus sub-competencies that alone are asked: a re-check */
  startAttempt(id: string, assessment: string, focus?: readonly string[]): Promise<Turn>
  turn(attempt: string): Promise<Turn>
  answer(
    id: string,
    attempt: string,
    item: string,
    response: ItemResponse,
    confidence: Confidence,
    /** how much of a task's time limit this person is given: 1 unless told, null for no limit */
    timeFactor?: number | null,
  ): Promise<{ outcome: ItemOutcome; next: Turn }>
  /** the remedial aid was read; on to the re-test */
  remedialDone(id: string, attempt: string, subCompetency: string): Promise<Turn>
  record(): Promise<MyRecord>
  /** all that is held on this person on this device, as JSON text */
  exportRecord(): Promise<string>
  /** every request this device made to the organisation's server, newest first */
  requests(): Promise<LedgerRow[]>
  /** cases that name this person, and each look in them; the server knows. @throws {AppError} `offline` */
  readers(): Promise<CasesOnMe>
}
