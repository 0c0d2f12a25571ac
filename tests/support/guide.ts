import type { CDPSession, Page } from 'playwright-core'

interface Box {
  left: number
  top: number
  width: number
  height: number
}

/**
 * The guide as a person and assistive technology find it: its root is closed, so the accessibility tree says what is there and a
 * real mouse presses it.
 */
export function guideOn(page: Page) {
  async function inSession<T>(work: (session: CDPSession) => Promise<T>): Promise<T> {
    const session = await page.context().newCDPSession(page)
    try {
      return await work(session)
    } finally {
      await session.detach()
    }
  }
  const boxOf = async (session: CDPSession, backendNodeId: number): Promise<Box> => {
    const { model } = await session.send('DOM.getBoxModel', { backendNodeId })
    const [left = 0, top = 0, right = 0, , , bottom = 0] = model.border
    return { left, top, width: right - left, height: bottom - top }
  }
  const find = (session: CDPSession, role: string, name: string) =>
    session
      .send('Accessibility.getFullAXTree')
      .then(({ nodes }) => nodes.find((one) => one.role?.value === role && one.name?.value === name && !one.ignored))

  /** Words on the card, in order; null without a card. */
  const words = () =>
    inSession(async (session): Promise<string[] | null> => {
      const { nodes } = await session.send('Accessibility.getFullAXTree')
      const byId = new Map(nodes.map((node) => [node.nodeId, node]))
      const card = nodes.find((one) => one.role?.value === 'region' && one.name?.value === 'Handrail guide')
      if (!card) return null
      const said: string[] = []
      const walk = (id: string): void => {
        const node = byId.get(id)
        if (node?.role?.value === 'StaticText') said.push(String(node.name?.value))
        else for (const child of node?.childIds ?? []) walk(child)
      }
      walk(card.nodeId)
      return said
    })
  /** Where the ring is, px of the window; null without one. */
  const ring = () =>
    inSession(async (session): Promise<Box | null> => {
      await session.send('DOM.enable')
      const { nodes } = await session.send('DOM.getFlattenedDocument', { depth: -1, pierce: true })
      const node = nodes.find(({ attributes = [] }) => attributes[attributes.indexOf('class') + 1] === 'ring')
      if (!node || node.attributes?.includes('hidden')) return null
      return boxOf(session, node.backendNodeId).catch(() => null)
    })

  return {
    words,
    ring,
    /** the card says so, and about this step */
    async says(text: string | RegExp, timeoutMs = 15_000): Promise<string[]> {
      const endMs = Date.now() + timeoutMs
      let last: string[] | null = null
      do {
        last = await words().catch(() => null)
        if (last?.some((word) => (typeof text === 'string' ? word === text : text.test(word)))) return last
        await page.waitForTimeout(80)
      } while (Date.now() < endMs)
      throw new Error(`the guide does not say ${text}, but ${JSON.stringify(last)}`)
    },
    /** The ring is around this element of the page, whatever frame or shadow root it is in. */
    async pointsAt(
      box: () => Promise<{ x: number; y: number; width: number; height: number } | null>,
      timeoutMs = 15_000,
    ) {
      const endMs = Date.now() + timeoutMs
      let seen = ''
      do {
        const [around, inside] = [await ring(), await box()]
        seen = JSON.stringify({ ring: around, element: inside })
        if (around && inside) {
          const off = [
            around.left + around.width / 2 - inside.x - inside.width / 2,
            around.top + around.height / 2 - inside.y - inside.height / 2,
            around.width - inside.width - 10,
            around.height - inside.height - 10,
          ]
          if (off.every((px) => Math.abs(px) <= 1.5)) return
        }
        await page.waitForTimeout(80)
      } while (Date.now() < endMs)
      throw new Error(`the ring is not around the element: ${seen}`)
    },
    /** as a person does: sees it for a moment, then clicks */
    async press(button: 'Back' | 'Next' | 'Stop' | 'Close'): Promise<void> {
      await page.waitForTimeout(700)
      const box = await inSession(async (session) => {
        const node = await find(session, 'button', button)
        return node?.backendDOMNodeId === undefined ? null : boxOf(session, node.backendDOMNodeId)
      })
      if (!box) throw new Error(`the guide has no button "${button}" now`)
      await page.mouse.click(box.left + box.width / 2, box.top + box.height / 2)
    },
    /** where assistive technology says the focus is */
    focused: () =>
      inSession(async (session) => {
        const { nodes } = await session.send('Accessibility.getFullAXTree')
        const focused = nodes.filter(({ properties = [] }) =>
          properties.some(({ name, value }) => name === 'focused' && value.value === true),
        )
        return focused.at(-1)?.name?.value ?? null
      }),
  }
}
