import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { sendMessage } from '../messaging/protocol.ts'
import { sayAgain } from '../messaging/say-again.ts'
import { mountNudge } from '../nudge/mount-nudge.ts'
import { offerNudge } from '../page/nudge-slot.ts'

/** Injected only where there is a tip; the page script of the same world shows it. */
export default defineUnlistedScript(() => {
  offerNudge((tip, signal) => {
    const { state } = tip
    mountNudge({
      tip,
      signal,
      nowMs: () => performance.now(),
      seen: () => void sayAgain(() => sendMessage('tip-shown', { state })),
      actions: {
        // only the click itself may open the panel: said later, it would be refused
        open: () => void sendMessage('tip-opened', { state }).catch(() => {}),
        dismiss: () => void sayAgain(() => sendMessage('tip-put-away', { state, from: 'page' })),
        notHere: () => void sayAgain(() => sendMessage('tip-put-away', { state, from: 'site' })),
      },
    })
  })
})
