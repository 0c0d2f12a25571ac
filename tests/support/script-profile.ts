import type { Page } from 'playwright-core'

export interface ScriptTime {
  /** main-thread milliseconds with a function of `origin` on the stack */
  oursMs: number
  /** the longest run of them without a break */
  longestMs: number
  /** main-thread milliseconds in any script */
  allMs: number
}

/** Finer than the 1 ms default: a content script's work is made of small pieces. */
const SAMPLING_US = 200

/**
 * Samples the page's main thread, every world of it, until the returned function is called.
 *
 * @param origin whose scripts are ours: `chrome-extension://<id>`
 */
export async function startScriptProfile(page: Page, origin: string): Promise<() => Promise<ScriptTime>> {
  const session = await page.context().newCDPSession(page)
  await session.send('Profiler.enable')
  await session.send('Profiler.setSamplingInterval', { interval: SAMPLING_US })
  await session.send('Profiler.start')
  return async () => {
    const { profile } = await session.send('Profiler.stop')
    await session.detach()
    const parents = new Map(profile.nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])))
    const urls = new Map(profile.nodes.map((node) => [node.id, node.callFrame.url]))
    const onStack = (id: number, test: (url: string) => boolean): boolean => {
      for (let at: number | undefined = id; at !== undefined; at = parents.get(at))
        if (test(urls.get(at) ?? '')) return true
      return false
    }
    let [oursUs, allUs, runUs, longestUs] = [0, 0, 0, 0]
    for (const [i, id] of (profile.samples ?? []).entries()) {
      const deltaUs = profile.timeDeltas?.[i + 1] ?? 0
      if (onStack(id, (url) => url !== '')) allUs += deltaUs
      runUs = onStack(id, (url) => url.startsWith(origin)) ? runUs + deltaUs : 0
      if (runUs > 0) oursUs += deltaUs
      longestUs = Math.max(longestUs, runUs)
    }
    return { oursMs: oursUs / 1000, longestMs: longestUs / 1000, allMs: allUs / 1000 }
  }
}
