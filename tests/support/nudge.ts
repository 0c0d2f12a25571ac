import type { Page } from 'playwright-core'

/**
 * The nudge as assistive technology finds it: its root is closed, so nothing but the accessibility tree and real mouse
 * co-ordinates reach it.
 */
export function nudgeOn(page: Page) {
  async function find(role: string, name: string) {
    const session = await page.context().newCDPSession(page)
    try {
      const { nodes } = await session.send('Accessibility.getFullAXTree')
      const node = nodes.find((one) => one.role?.value === role && one.name?.value === name && !one.ignored)
      if (node?.backendDOMNodeId === undefined) return null
      const { model } = await session.send('DOM.getBoxModel', { backendNodeId: node.backendDOMNodeId })
      const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border
      const words = nodes.filter((one) => one.role?.value === 'StaticText').map((one) => String(one.name?.value))
      return { x: (left + right) / 2, y: (top + bottom) / 2, words }
    } finally {
      await session.detach()
    }
  }
  return {
    /** what the page and the nudge say, or null when there is no nudge within `timeoutMs` */
    async appears(timeoutMs = 10_000): Promise<string[] | null> {
      const endMs = Date.now() + timeoutMs
      do {
        const found = await find('complementary', 'Handrail tip')
        if (found) return found.words
        await page.waitForTimeout(100)
      } while (Date.now() < endMs)
      return null
    },
    /** as a person does: sees it for a moment, then clicks */
    async click(button: 'Open' | 'Dismiss' | 'Not here'): Promise<void> {
      await page.waitForTimeout(1_200)
      const found = await find('button', button)
      if (!found) throw new Error(`the nudge has no button "${button}" now`)
      await page.mouse.click(found.x, found.y)
    },
  }
}
