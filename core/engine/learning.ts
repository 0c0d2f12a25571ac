import { type AssessmentContent, asFeedback, rubricOf, scoreItem, timeLimitMs } from '#core/assessment'
import { AppError, DAY_MS, dayOf } from '#core/base'
import { roleProfile } from '#core/content'
import { type EventLog, type EventStore, type KnownEvent, type LearningEvent, readEvents } from '#core/events'
import {
  type AttemptLog,
  attemptLogs,
  competencyStandings,
  dueWork,
  isAided,
  myRecord,
  nextSteps,
  type Recommendation,
  runningReleases,
  turnOf,
} from '#core/learner'
import type {
  CompetencyStanding,
  Confidence,
  DueWork,
  ItemOutcome,
  ItemResponse,
  MyRecord,
  NextStep,
  Ref,
  Turn,
} from '../engine-api.ts'
import { createAttemptContent } from './attempt-content.ts'
import type { InstalledLibrary } from './installed.ts'
import type { Meaning } from './meaning.ts'

export interface LearningDeps {
  installed: InstalledLibrary
  meaning: Meaning
  store: EventStore
  log: EventLog
  nowMs(): number
  newId(): string
  /** role profiles of this person, or null when nobody said which: then all are looked at */
  profiles(): Promise<readonly string[] | null>
  /** whether the app may say what to learn next; else it lists what the role asks for */
  pathRecommendation(): Promise<boolean>
}

/** What next, attempts and the record: each answer is an event on the disk before the next task is shown. */
export function createLearning(deps: LearningDeps) {
  const { installed, meaning, store, log, nowMs, newId, profiles: mine } = deps
  const inTurn = createTurns()

  const contents = createAttemptContent({ installed, nowMs })
  const content = contents.inForce
  const events = async (): Promise<KnownEvent[]> => readEvents(await store.all())

  /** The bytes the attempt began with, whatever was installed since. */
  const contentFor = (attempt: string, known: readonly KnownEvent[]): Promise<AssessmentContent> =>
    contents.of(attemptLogs(known).find((log) => log.attempt === attempt))

  /** Where the attempt stands, with what was just decided (next item, finish) on record. */
  async function turnNow(attempt: string): Promise<Turn> {
    const known = await events()
    const bytes = await contentFor(attempt, known)
    const { turn, append } = turnOf(attempt, known, bytes)
    if (append?.kind === 'item-shown') await log.append('item-shown', append.data, newId())
    if (append?.kind !== 'attempt-finished') return withClock(turn, await events())
    await log.append('attempt-finished', append.data, newId())
    // told from the record, so that it reads the same now and later
    return turnOf(attempt, await events(), bytes).turn
  }

  async function answerNow(
    id: string,
    attempt: string,
    itemId: string,
    response: ItemResponse,
    confidence: Confidence,
    timeFactor: number | null = 1,
  ): Promise<{ outcome: ItemOutcome; next: Turn }> {
    const before = await events()
    refuseUnasked(attempt, itemId, before)
    const bytes = await contentFor(attempt, before)
    const task = bytes.items.get(itemId)
    if (!task) throw new AppError('not-found', `The task "${itemId}" is not in the release on this device any more.`)
    const withModel = await meaning.warmUp()
    const { model, items: read } = bytes.evidence
    const evidence = model === meaning.model ? read.get(itemId)?.answers : undefined
    const scored = await scoreItem(
      task.body,
      response,
      withModel ? { embed: meaning.embed, embedTokens: meaning.embedTokens, evidence } : {},
    )
    const outcome = bytes.feedbackOnly.has(itemId) ? asFeedback(scored) : scored
    // read only now: an aid may have been opened meanwhile
    const known = await events()
    const shownAtMs = shownAt(attempt, itemId, known)
    const tookMs = Math.min(Math.max(Math.round(nowMs() - (shownAtMs ?? nowMs())), 0), DAY_MS)
    const limitMs = timeLimitMs(task.body, timeFactor)
    const { data } = await log.append(
      'item-answered',
      {
        attempt,
        item: itemId,
        version: task.version,
        response,
        score: outcome.score,
        correct: outcome.correct,
        state: outcome.state,
        criteria: outcome.criteria.map(({ criterion, verdict }) => ({ criterion, verdict })),
        confidence,
        aided: isAided(attempt, itemId, known),
        tookMs,
        ...(limitMs !== null && tookMs > limitMs ? { late: true } : {}),
        ...(withModel && rubricOf(task.body) ? { model: meaning.model } : {}),
      },
      id,
    )
    // a second try is told what the first one put on record
    const { score, correct, state } = data
    return { outcome: { ...outcome, score, correct, state }, next: await turnNow(attempt) }
  }

  async function startNow(id: string, assessment: string, focus: readonly string[] = []): Promise<Turn> {
    const { blueprints } = await content()
    if (!blueprints.has(assessment))
      throw new AppError('not-found', `The assessment "${assessment}" is not in the release on this device.`)
    const asked = focus.length > 0 ? { focus: [...focus] } : {}
    await log.append('attempt-started', { attempt: id, assessment, ...asked }, id)
    return turnNow(id)
  }

  async function remedialNow(id: string, attempt: string, subCompetency: string): Promise<Turn> {
    const turn = await turnNow(attempt)
    if (turn.state === 'remedial' && turn.subCompetency.id === subCompetency) {
      const { kind, id: aid } = turn.aid
      await log.append('remedial-opened', { attempt, subCompetency, aid: { kind, id: aid } }, id)
    }
    return turnNow(attempt)
  }

  async function profilesOf() {
    const jobs = await mine()
    return (await installed.ofKind('role-profile'))
      .filter(({ entry }) => jobs === null || jobs.includes(entry.id))
      .map(({ envelope }) => roleProfile.parse(envelope.body))
  }

  async function stepsAfter(known: readonly LearningEvent[], limit?: number): Promise<Recommendation[]> {
    if (!(await installed.current())?.state.release) return []
    const profiles = await profilesOf()
    const today = dayOf(nowMs())
    const recommendPath = await deps.pathRecommendation()
    const begun = await contents.begun(attemptLogs(readEvents(known)))
    const most = limit === undefined ? {} : { limit }
    return nextSteps({ events: known, content: await content(), begun, profiles, today, recommendPath, ...most })
  }

  /** What a person said of an answer may end an attempt or open it again: that goes on record before anything is told. */
  async function settle(): Promise<void> {
    for (const log of attemptLogs(await events()).filter(({ reopened }) => reopened))
      await settleOne(log).catch(notHere)
  }

  async function settleOne(one: AttemptLog): Promise<void> {
    const { append } = turnOf(one.attempt, await events(), await contents.of(one))
    // another task is shown when the person opens it, not before
    if (append?.kind === 'attempt-finished') await log.append('attempt-finished', append.data, newId())
  }

  async function today(): Promise<NextStep[]> {
    await settle()
    const known = await store.all()
    const steps = await stepsAfter(known)
    const [first] = steps
    // the explanation is stored when the recommendation changes, not each time somebody looks at it
    const last = readEvents(known).findLast((event) => event.kind === 'recommendation-shown')?.data
    if (first && !(last?.step === first.shown.step && last.ref?.id === first.shown.ref?.id))
      await log.append('recommendation-shown', first.shown, newId())
    return steps.map(({ next }) => next)
  }

  async function record(): Promise<MyRecord> {
    await inTurn(settle)
    const unsent = await store.unsent(Number.MAX_SAFE_INTEGER)
    return myRecord(await store.all(), await content(), new Set(unsent.map(({ id }) => id)))
  }

  const due = async (): Promise<DueWork[]> => dueWork(await events(), await content(), await profilesOf(), nowMs())

  async function standings(): Promise<CompetencyStanding[]> {
    await inTurn(settle)
    const all = await store.all()
    return competencyStandings({
      events: readEvents(all),
      content: await content(),
      profiles: await profilesOf(),
      steps: (await stepsAfter(all, Number.POSITIVE_INFINITY)).map(({ next }) => next),
      due: await due(),
      nowMs: nowMs(),
    })
  }

  return {
    due,
    standings,
    /** as `today`, for who only wants to know: nothing goes on record */
    steps: async (): Promise<NextStep[]> => (await stepsAfter(await store.all())).map(({ next }) => next),
    today: () => inTurn(today),
    startAttempt: (...args: Parameters<typeof startNow>) => inTurn(() => startNow(...args)),
    turn: (attempt: string) => inTurn(() => turnNow(attempt)),
    answer: (...args: Parameters<typeof answerNow>) => inTurn(() => answerNow(...args)),
    remedialDone: (id: string, attempt: string, sub: string) => inTurn(() => remedialNow(id, attempt, sub)),
    record,
    content,
    inAttempt: async (attempt: string, { kind, id }: Ref) =>
      contents.heldOf(
        attemptLogs(await events()).find((log) => log.attempt === attempt),
        kind,
        id,
      ),
    /** numbers of the releases that attempts run on */
    running: async () => runningReleases(await events(), nowMs()),
  }
}

/** Only a task that this attempt has shown, and before its end, is scored: else any call would be told what is right of any task. */
function refuseUnasked(attempt: string, item: string, known: readonly KnownEvent[]): void {
  const log = attemptLogs(known).find((each) => each.attempt === attempt)
  const has = (what: 'shown' | 'answered') =>
    log?.steps.some((step) => step.step === what && step.item === item) ?? false
  // what was answered is told again: a call that was cut off is made a second time
  if (has('answered') || (has('shown') && log?.finishedAtMs === null)) return
  throw new AppError('refused', 'This task is not asked in this attempt now; open the attempt again.')
}

/** When a task was first shown in an attempt, on whichever device: the clock of a time limit begins there. */
const shownAt = (attempt: string, item: string, known: readonly KnownEvent[]): number | undefined =>
  known.find((event) => event.kind === 'item-shown' && event.data.attempt === attempt && event.data.item === item)?.at

/** Only where the work has a limit; nobody else is shown a clock. */
function withClock(turn: Turn, known: readonly KnownEvent[]): Turn {
  if (turn.state !== 'item' || turn.item.timeLimitSeconds === undefined) return turn
  const shownAtMs = shownAt(turn.attempt, turn.item.id, known)
  return shownAtMs === undefined ? turn : { ...turn, shownAtMs }
}

/** An attempt whose tasks are not on this device, or in use any more, stays as it is. */
function notHere(error: unknown): void {
  if (!(error instanceof AppError && (error.code === 'not-here' || error.code === 'not-found'))) throw error
}

/** One after another: what is read, decided and written together must not be interleaved with another call. */
function createTurns() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work)
    last = mine.catch(() => {})
    return mine
  }
}
