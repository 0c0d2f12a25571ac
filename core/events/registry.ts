import type { EventKind } from './event-kind.ts'
import { aidOffered } from './kinds/aid-offered.ts'
import { aidOpened } from './kinds/aid-opened.ts'
import { aidRated } from './kinds/aid-rated.ts'
import { aidReported } from './kinds/aid-reported.ts'
import { anchorLost } from './kinds/anchor-lost.ts'
import { answerScored } from './kinds/answer-scored.ts'
import { applicationConfirmed } from './kinds/application-confirmed.ts'
import { attemptFinished } from './kinds/attempt-finished.ts'
import { attemptStarted } from './kinds/attempt-started.ts'
import { challengeDecided } from './kinds/challenge-decided.ts'
import { challengeOpened } from './kinds/challenge-opened.ts'
import { evidenceObserved } from './kinds/evidence-observed.ts'
import { itemAnswered } from './kinds/item-answered.ts'
import { itemShown } from './kinds/item-shown.ts'
import { observationRecorded } from './kinds/observation-recorded.ts'
import { recommendationShown } from './kinds/recommendation-shown.ts'
import { releaseInstalled } from './kinds/release-installed.ts'
import { releaseRefused } from './kinds/release-refused.ts'
import { remedialOpened } from './kinds/remedial-opened.ts'
import { reportAnswered } from './kinds/report-answered.ts'
import { searchMade } from './kinds/search-made.ts'
import type { LearningEvent } from './learning-event.ts'

const all = [
  aidOffered,
  aidOpened,
  aidRated,
  aidReported,
  searchMade,
  attemptStarted,
  itemShown,
  itemAnswered,
  attemptFinished,
  remedialOpened,
  recommendationShown,
  challengeOpened,
  challengeDecided,
  observationRecorded,
  evidenceObserved,
  applicationConfirmed,
  releaseInstalled,
  releaseRefused,
  anchorLost,
  reportAnswered,
  answerScored,
] as const

/** Every kind of event there is, one line each. */
export const eventKinds: readonly EventKind[] = all

type Known = (typeof all)[number]
export type EventKindName = Known['kind']
export type DataOf<K extends EventKindName> = ReturnType<Extract<Known, { kind: K }>['parse']>
export type EventOf<K extends EventKindName> = Omit<LearningEvent, 'kind' | 'data'> & { kind: K; data: DataOf<K> }
/** An event whose kind this version knows, with its data's type: a `switch` on `kind` narrows it. */
export type KnownEvent = { [K in EventKindName]: EventOf<K> }[EventKindName]

const byName: ReadonlyMap<string, EventKind> = new Map(all.map((kind) => [kind.kind, kind]))

export const eventKind = (name: string): EventKind | null => byName.get(name) ?? null

/**
 * @returns the event with typed data, or null when its kind or the version of its data is not known here: it is kept and
 * passed on, but a fold leaves it out
 */
export function readEvent(event: LearningEvent): KnownEvent | null {
  const kind = byName.get(event.kind)
  if (!kind || event.v > kind.v) return null
  try {
    return { ...event, data: kind.parse(event.data) } as KnownEvent
  } catch {
    return null
  }
}

/** The typed events of a set; what is not known here is left out. */
export const readEvents = (events: Iterable<LearningEvent>): KnownEvent[] =>
  Array.from(events, readEvent).filter((event) => event !== null)
