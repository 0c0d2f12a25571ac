import type { Rect } from '../on-page/page-rect.ts'

/** Between the card and what it stands beside, and at least to the window's edge, px. */
const GAP = 14
const EDGE = 12

interface Sizes {
  card: { width: number; height: number }
  view: { width: number; height: number }
  /** the page reads from right to left */
  rtl: boolean
}

/**
 * Where the card stands, px from the window's top left corner: after the element, where forms have least, under or above it, or
 * before it, never over it; where there is no room, or nothing is pointed at, in a lower corner, and if the element is there, in
 * an upper one.
 *
 * @param target null where nothing is pointed at
 */
export function placeCard(target: Rect | null, { card, view, rtl }: Sizes): { left: number; top: number } {
  const within = (at: number, size: number, all: number) => Math.max(EDGE, Math.min(at, all - size - EDGE))
  const corner = {
    left: rtl ? EDGE : within(view.width, card.width, view.width),
    top: within(view.height, card.height, view.height),
  }
  if (!target) return corner

  const right = target.left + target.width
  const bottom = target.top + target.height
  const along = {
    left: within(rtl ? right - card.width : target.left, card.width, view.width),
    top: within(target.top, card.height, view.height),
  }
  const after = { left: right + GAP, top: along.top }
  const before = { left: target.left - GAP - card.width, top: along.top }
  const sides = [
    rtl ? before : after,
    { left: along.left, top: bottom + GAP },
    { left: along.left, top: target.top - GAP - card.height },
    rtl ? after : before,
  ]
  const fits = ({ left, top }: { left: number; top: number }) =>
    left >= EDGE && top >= EDGE && left + card.width <= view.width - EDGE && top + card.height <= view.height - EDGE
  const free = sides.find(fits)
  if (free) return free
  const covers = corner.top < bottom && corner.left < right && corner.left + card.width > target.left
  return covers ? { ...corner, top: EDGE } : corner
}
