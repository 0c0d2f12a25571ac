import type { ExtensionBrowser } from '../../sync/demo/extension-browser.ts'

/** What the browser may end at any moment: the background, and the document the engine lives in. */
const parts = {
  background: (type: string) => type === 'service_worker',
  engine: (_: string, url: string) => url.endsWith('/offscreen.html'),
}
type Part = keyof typeof parts

/** Ends parts of the extension as the browser may at any time. @returns how many of them were running */
export async function killParts({ context, origin }: ExtensionBrowser, ...which: Part[]): Promise<number> {
  const session = await context.browser()?.newBrowserCDPSession()
  if (!session) throw new Error('no session with the browser')
  const { targetInfos } = await session.send('Target.getTargets')
  const ours = targetInfos.filter(
    ({ type, url }) => url.startsWith(origin) && which.some((part) => parts[part](type, url)),
  )
  for (const { targetId } of ours) await session.send('Target.closeTarget', { targetId }).catch(() => {})
  await session.detach()
  return ours.length
}
