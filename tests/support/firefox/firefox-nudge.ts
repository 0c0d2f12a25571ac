import { setTimeout as wait } from 'node:timers/promises'
import type { FirefoxPage } from './firefox-page.ts'

/** In the page with the browser's rights: the nudge's root, which is closed to everybody else. */
const findRoot = `
  const roots = [...document.querySelectorAll('[popover]')].map((one) => one.openOrClosedShadowRoot)
  const root = roots.find((one) => one?.querySelector('[aria-label="Handrail tip"]'))`

/** The nudge as a person finds it: what it says, and real clicks on its buttons. */
export function firefoxNudgeOn(page: FirefoxPage) {
  const words = async () => (await page.runAsBrowser(`${findRoot}; return root?.textContent ?? null`)) as string | null
  return {
    /** what it says, or null when there is none within `timeoutMs` */
    async appears(timeoutMs = 10_000): Promise<string | null> {
      const endMs = Date.now() + timeoutMs
      do {
        const said = await words()
        if (said !== null) return said
        await wait(100)
      } while (Date.now() < endMs)
      return null
    },
    /** the middle of a button, CSS px of the viewport */
    async middleOf(button: 'Open' | 'Dismiss' | 'Not here'): Promise<{ x: number; y: number }> {
      const box = await page.runAsBrowser(
        `${findRoot}
        const [name] = arguments
        const button = [...(root?.querySelectorAll('button') ?? [])].find((one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === name)
        const box = button?.getBoundingClientRect()
        return box ? { x: box.x + box.width / 2, y: box.y + box.height / 2 } : null`,
        button,
      )
      if (box === null) throw new Error(`the nudge has no button "${button}" now`)
      return box as { x: number; y: number }
    },
    /** as a person does: sees it for a moment, then clicks */
    async click(button: 'Open' | 'Dismiss' | 'Not here'): Promise<void> {
      await wait(1_200)
      const { x, y } = await this.middleOf(button)
      await page.clickAt(x, y)
    },
  }
}
