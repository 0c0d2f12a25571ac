import { browser } from 'wxt/browser'

const PAGE = '/offscreen.html'
let creating: Promise<void> | undefined

/**
 * Makes sure that the engine host runs. The browser may have ended it, and this worker, since the last time; asking twice
 * at once makes one.
 */
export async function ensureEngineHost(): Promise<void> {
  if (await isThere()) return
  creating ??= browser.offscreen
    .createDocument({
      url: PAGE,
      reasons: ['WORKERS'],
      justification: 'Keeps approved aids and finds the one that fits, with a language model that runs on this device.',
    })
    .catch(async (cause: unknown) => {
      // another life of this worker may have been quicker
      if (!(await isThere())) throw cause
    })
    .finally(() => {
      creating = undefined
    })
  await creating
}

async function isThere(): Promise<boolean> {
  const contexts = await browser.runtime.getContexts({
    contextTypes: ['OFFSCREEN_DOCUMENT'],
    documentUrls: [browser.runtime.getURL(PAGE)],
  })
  return contexts.length > 0
}
