import { type AssessmentContent, ItemParameters, readAnswerEvidence, readAssessmentContent } from '#core/assessment'
import { AppError, parseJson, textOf } from '#core/base'
import { type AttemptLog, isRunning } from '#core/learner'
import type { KeptRelease } from '#core/releases'
import { aidCard, isAid } from './aid-card.ts'
import type { Held, Installed, InstalledLibrary } from './installed.ts'

/** What assessments are made of: of the release in force, and of earlier ones that attempts still run on. */
export function createAttemptContent({ installed, nowMs }: { installed: InstalledLibrary; nowMs(): number }) {
  async function needed(): Promise<Installed> {
    const current = await installed.current()
    if (current) return current
    throw new AppError('no-release', 'Nothing is installed yet. Connect once, so that your tasks can be fetched.')
  }

  async function readContent(held: readonly Held[], earlier: KeptRelease | null): Promise<AssessmentContent> {
    const { state } = await needed()
    const parameters = await installed.derived('item-parameters', earlier)
    const evidence = await installed.derived('answer-evidence', earlier)
    return readAssessmentContent(
      held.map(({ envelope }) => envelope),
      held.filter(isAid).map((aid) => aidCard(aid, state, nowMs())),
      parameters && parseJson(ItemParameters, textOf(parameters, 'item parameters'), 'item parameters'),
      evidence ? readAnswerEvidence(evidence) : undefined,
    )
  }

  /** @throws {AppError} `no-release` */
  async function inForce(): Promise<AssessmentContent> {
    await needed()
    // source documents are thousands, and no task needs one
    return readContent(await installed.showable(({ kind }) => kind !== 'document'), null)
  }

  /** The release an attempt runs on, null where it is the one in force. @throws {AppError} `not-here` */
  async function earlierOf(log: AttemptLog): Promise<KeptRelease | null> {
    const { state } = await needed()
    if (!isRunning(log, nowMs()) || log.release === 0 || log.release === state.release?.version) return null
    const earlier = await installed.earlier(log.release)
    if (earlier) return earlier
    throw new AppError(
      'not-here',
      `This attempt began with release ${log.release}, whose tasks are not on this device. Connect once, and go on.`,
    )
  }

  /** What an attempt goes on with: the bytes it began with while it runs, what is in force afterwards. @throws {AppError} `not-here` */
  async function of(log: AttemptLog | undefined): Promise<AssessmentContent> {
    const earlier = log ? await earlierOf(log) : null
    return earlier ? readContent(await installed.showableOf(earlier), earlier) : inForce()
  }

  /** The same for many attempts, by release; what is not here is left out, and what runs on the release in force. */
  async function begun(logs: readonly AttemptLog[]): Promise<Map<number, AssessmentContent>> {
    const contents = new Map<number, AssessmentContent>()
    for (const log of logs.filter((each) => isRunning(each, nowMs()))) {
      const earlier = await installed.earlier(log.release)
      if (earlier && !contents.has(log.release))
        contents.set(log.release, await readContent(await installed.showableOf(earlier), earlier))
    }
    return contents
  }

  /** An aid as it was when the attempt began; null where the attempt runs on what is in force. */
  async function heldOf(log: AttemptLog | undefined, kind: string, id: string): Promise<Held | null> {
    const earlier = log ? await earlierOf(log) : null
    if (!earlier) return null
    const held = await installed.showableOf({
      ...earlier,
      objects: earlier.objects.filter((o) => o.kind === kind && o.id === id),
    })
    return held[0] ?? null
  }

  return { inForce, of, begun, heldOf }
}
