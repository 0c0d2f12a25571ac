import { browser } from 'wxt/browser'
import { limitToPackage } from '../engine-host/limit-to-package.ts'
import { sendMessage } from '../messaging/protocol.ts'
import type { BrowserDifferences } from './browser-differences.ts'

const PAGE = '/offscreen.html'
let creating: Promise<void> | undefined

/** Chrome and Edge: the background is a worker, the engine runs in an offscreen document, the panel is a side panel. */
export const chrome: BrowserDifferences = {
  matchOf: (pattern) => pattern,
  // a worker's requests would be held by the manifest's policy alone
  begin: () => limitToPackage(globalThis),
  // without a policy it is empty here
  saysNoPolicy: () => false,
  async prepare() {
    await browser.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' })
    await browser.sidePanel.setPanelBehavior({ openPanelOnActionClick: true })
  },
  wakeEngine,
  async endEngine() {
    if (await isThere()) await browser.offscreen.closeDocument()
  },
  async askEngine(call) {
    await wakeEngine()
    return sendMessage('engine', call)
  },
  openPanel: (windowId) => browser.sidePanel.open({ windowId }),
}

/** The browser may have ended the document, and this worker, since the last time; asking twice at once makes one. */
async function wakeEngine(): Promise<void> {
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
