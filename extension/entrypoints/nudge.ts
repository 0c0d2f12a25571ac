import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { sendMessage } from '../messaging/protocol.ts'
import { mountNudge } from '../nudge/mount-nudge.ts'
import { offerNudge } from '../page/nudge-slot.ts'

/** The background may be ended while a message is on its way; what is said is the same however often it is said. */
async function saidAgain(say: () => Promise<void>): Promise<void> {
  for (const waitMs of [200, 1_000, 4_000]) {
    try {
      return await say()
    } catch {
      await new Promise((resolve) => setTimeout(resolve, waitMs))
    }
  }
}

/** Injected only where there is a tip; the page script of the same world shows it. */
export default defineUnlistedScript(() => {
  offerNudge((tip, signal) => {
    const { state } = tip
    mountNudge({
      tip,
      signal,
      nowMs: () => performance.now(),
      seen: () => void saidAgain(() => sendMessage('tip-shown', { state })),
      actions: {
        // only the click itself may open the panel: said later, it would be refused
        open: () => void sendMessage('tip-opened', { state }).catch(() => {}),
        dismiss: () => void saidAgain(() => sendMessage('tip-put-away', { state, from: 'page' })),
        notHere: () => void saidAgain(() => sendMessage('tip-put-away', { state, from: 'site' })),
      },
    })
  })
})
