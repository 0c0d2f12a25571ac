import * as v from 'valibot'
import { Anchor, type Clue } from '#core/anchors'
import type { GuideView } from '../messaging/protocol.ts'
import { isInView, type Rect } from '../on-page/page-rect.ts'
import { followElement } from './follow-element.ts'
import { mountGuide } from './mount-guide.ts'
import { personDid } from './person-did.ts'
import { seekElement } from './seek-element.ts'

interface GuideDeps {
  move(to: number | 'end'): void
  found(step: number, found: 'looking' | 'shown' | 'lost', lost: readonly Clue[]): void
  nowMs(): number
  signal: AbortSignal
}

/** An element that is not there at once: the card waits so long where it is before it goes to its corner, ms. */
const PATIENCE_MS = 500

/** Walks a person through the steps it is given, one at a time, until the signal ends. @returns `ShowGuide` without its signal */
export function runGuide({ move, found, nowMs, signal }: GuideDeps): (view: GuideView | null) => void {
  const mounted = mountGuide({ move, nowMs, signal })
  let shown = ''
  let step = new AbortController()
  signal.addEventListener('abort', () => step.abort())

  function seek(view: GuideView, anchor: Anchor, life: AbortSignal): void {
    let element = new AbortController()
    life.addEventListener('abort', () => element.abort())
    let check = () => {}
    let scrolled = false
    const patience = setTimeout(() => mounted.point(null), PATIENCE_MS)
    life.addEventListener('abort', () => clearTimeout(patience))

    function follow(target: Element, role: string): void {
      const own = element.signal
      let rect: Rect | null = null
      let inView: boolean | null = null
      check = () => {
        if (own.aborted || !rect) return
        const now = isInView(target, mounted.host)
        mounted.point(now ? rect : null)
        if (now !== inView) mounted.write(view, now ? 'shown' : 'out-of-view')
        inView = now
      }
      if (!scrolled && !isInView(target, mounted.host)) {
        const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
        target.scrollIntoView({ block: 'center', inline: 'nearest', behavior: calm ? 'instant' : 'smooth' })
      }
      scrolled = true
      followElement(
        target,
        (moved) => {
          rect = moved
          check()
        },
        own,
      )
      personDid(target, role, () => move(view.step + 1), own)
    }

    seekElement(anchor, {
      nowMs,
      signal: life,
      stirred: () => check(),
      tell(sought) {
        clearTimeout(patience)
        element.abort()
        element = new AbortController()
        if (sought.state === 'found') {
          found(view.step, 'shown', [])
          follow(sought.element, sought.role)
          return
        }
        mounted.point(null)
        mounted.write(view, sought.state)
        found(view.step, sought.state, sought.state === 'lost' ? sought.clues : [])
      },
    })
  }

  return (view) => {
    const said = JSON.stringify(view)
    if (said === shown || signal.aborted) return
    shown = said
    step.abort()
    step = new AbortController()
    if (view === null) {
      mounted.unpoint()
      return
    }
    if (view.place !== 'here') {
      mounted.write(view, 'shown')
      mounted.point(null)
      return
    }
    const anchor = v.safeParse(Anchor, view.anchor)
    mounted.unpoint()
    mounted.write(view, anchor.success ? 'looking' : 'lost')
    if (anchor.success) seek(view, anchor.output, step.signal)
    else found(view.step, 'lost', [])
  }
}
