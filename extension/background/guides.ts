import type { Clue } from '#core/anchors'
import { newId } from '#core/base'
import type { Signals } from '#core/context'
import type { Ref } from '../../core/engine-api.ts'
import type { LinkedEngine } from '../engine-link/calls.ts'
import type { GuideView } from '../messaging/protocol.ts'
import { changeTabGuide, readTabGuide, type TabGuide } from './tab-guide.ts'

interface GuideDeps {
  engine: Pick<LinkedEngine, 'guide' | 'guidePoint' | 'noteAnchorLost'>
  nowMs(): number
  randomBytes(length: number): Uint8Array
  /** brings the guide's code into the page; harmless where it is */
  inject(tab: number): Promise<void>
  /** tells the page to say again what it says, so that it is told the step; a page without our script does not answer */
  lookAgain(tab: number): Promise<void>
}

/**
 * The guide that runs in a tab, and what its page may know of it. Keeps nothing itself: the step lies in the session store, so
 * this worker may die between any two lines and every message may be said twice.
 */
export function createGuides({ engine, nowMs, randomBytes, inject, lookAgain }: GuideDeps) {
  const lookAt = (tab: number) => lookAgain(tab).catch(() => {})

  /** What was lost and not told yet, also by a worker that died. The event's id makes it safe to tell twice. */
  async function noteLost(tab: number, guide: TabGuide): Promise<void> {
    for (const { id, anchor, clues, noted } of guide.lost) {
      if (noted) continue
      await engine.noteAnchorLost(id, { placement: guide.placement, anchor, lost: clues })
      await changeTabGuide(
        tab,
        (now) => now && { ...now, lost: now.lost.map((one) => (one.id === id ? { ...one, noted: true } : one)) },
      )
    }
  }

  const pointOf = ({ placement, steps }: TabGuide, step: number, signals: Signals) => {
    const anchor = steps[step]?.anchor
    return anchor ? engine.guidePoint(placement, anchor, signals) : null
  }

  /**
   * A step that was shown and is not for this page, while the next one is: the person has walked on, and the message that said so
   * was lost with its page. Never after Back, which asks for a step that was not shown yet.
   */
  async function walkedOn(guide: TabGuide, signals: Signals): Promise<boolean> {
    if (guide.found !== 'shown' || (await pointOf(guide, guide.step, signals))?.here !== false) return false
    return (await pointOf(guide, guide.step + 1, signals))?.here === true
  }

  /** A guide is told to and moved by pages of the tools its placement names; a tab may have gone to another tool meanwhile. */
  async function belongsTo(guide: TabGuide, host: string): Promise<boolean> {
    return guide.host === host || (await engine.guide(guide.ref, host))?.placement === guide.placement
  }

  return {
    /** Whether the guide that runs in a tab is for this tool. */
    async isFor(tab: number, host: string): Promise<boolean> {
      const guide = await readTabGuide(tab)
      return guide !== null && belongsTo(guide, host)
    },

    /** @returns false where the guide has no steps for that tool, or is not in the release any more */
    async start(tab: number, ref: Ref, host: string): Promise<boolean> {
      const guide = await engine.guide(ref, host)
      if (!guide) return false
      await changeTabGuide(tab, () => ({ ...guide, host, step: 0, found: 'looking', lost: [] }))
      await lookAt(tab)
      return true
    },

    /** @param to from 0; beyond the last step is the guide's end card, 'end' takes it off the page */
    async move(tab: number, to: number | 'end'): Promise<void> {
      await changeTabGuide(tab, (guide) => {
        if (!guide || to === 'end') return null
        return { ...guide, step: Math.min(to, guide.steps.length), found: 'looking' }
      })
      await lookAt(tab)
    },

    /** What the page is told; null where no guide runs in its tab. */
    async view(tab: number, signals: Signals): Promise<GuideView | null> {
      for (;;) {
        const guide = await readTabGuide(tab)
        if (!guide) return null
        // withdrawn, or gone with a newer release: its steps are shown no longer
        if ((await engine.guide(guide.ref, guide.host)) === null) {
          await changeTabGuide(tab, () => null)
          return null
        }
        if (!(await belongsTo(guide, signals.host))) {
          await changeTabGuide(tab, (now) => now && { ...now, found: 'elsewhere' })
          return null
        }
        // what cannot be told now is told at the next look; the person is not kept waiting for it
        await noteLost(tab, guide).catch(() => {})
        const step = (await walkedOn(guide, signals)) ? guide.step + 1 : guide.step
        const point = await pointOf(guide, step, signals)
        const place = point === null ? 'unplaced' : point.here ? 'here' : 'elsewhere'
        const kept = await changeTabGuide(tab, (now) => {
          if (!now || now.step !== guide.step) return now
          const looked = now.step === step && now.found !== 'elsewhere' && now.found !== 'unplaced'
          return { ...now, step, found: place !== 'here' ? place : looked ? now.found : 'looking' }
        })
        if (!kept) return null
        // moved meanwhile: what was found out is about another step
        if (kept.step !== step) continue
        await inject(tab)
        const { text = '', detail = null } = guide.steps[step] ?? {}
        const { title, steps } = guide
        return { title, step, of: steps.length, text, detail, place, anchor: point?.anchor ?? null }
      }
    },

    /** What the page says of the step it was told. */
    async found(tab: number, step: number, found: 'looking' | 'shown' | 'lost', lost: readonly Clue[]): Promise<void> {
      const id = newId({ nowMs, randomBytes })
      const guide = await changeTabGuide(tab, (now) => {
        const anchor = now?.steps[step]?.anchor
        if (!now || !anchor || now.step !== step || now.found === 'elsewhere') return now
        const told = found !== 'lost' || now.lost.some((one) => one.anchor === anchor)
        return {
          ...now,
          found,
          lost: told ? now.lost : [...now.lost, { anchor, id, clues: [...lost], noted: false }],
        }
      })
      if (guide) await noteLost(tab, guide)
    },
  }
}
