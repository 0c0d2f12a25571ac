/** What an ordinary page says in its busiest minute is below it; a guide's step takes four messages. */
export const BURST = 60
/** Heard again after a burst, messages a second. */
export const PER_SECOND = 1
/** Tabs that are remembered; beyond it those that rested long are forgotten. */
const MOST_TABS = 200

/**
 * How much the tools in one tab may say, all their messages together: a compromised page can make our script there say anything
 * as often as it likes, and each page state costs the engine a ranking and may become an event.
 *
 * Lives in memory: who floods the background keeps it alive.
 *
 * @returns whether the next message of a tab is heard
 */
export function createBrake({ nowMs }: { nowMs(): number }): (tab: number) => boolean {
  const tabs = new Map<number, { left: number; atMs: number }>()
  const leftOf = ({ left, atMs }: { left: number; atMs: number }, now: number) =>
    Math.min(BURST, left + ((now - atMs) / 1_000) * PER_SECOND)

  return (tab) => {
    const now = nowMs()
    const known = tabs.get(tab)
    const left = known ? leftOf(known, now) : BURST
    if (!known && tabs.size >= MOST_TABS)
      for (const [other, kept] of tabs) if (leftOf(kept, now) === BURST) tabs.delete(other)
    const heard = left >= 1
    tabs.set(tab, { left: heard ? left - 1 : left, atMs: now })
    return heard
  }
}
