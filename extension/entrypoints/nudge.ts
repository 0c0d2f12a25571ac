import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { sendMessage } from '../messaging/protocol.ts'
import { mountNudge } from '../nudge/mount-nudge.ts'
import { offerNudge } from '../page/nudge-slot.ts'

/** Injected only where there is a tip; the page script of the same world shows it. A lost message costs a tip, nothing else. */
export default defineUnlistedScript(() => {
  offerNudge((tip, signal) => {
    const { state } = tip
    const tell = (sending: Promise<void>) => void sending.catch(() => {})
    mountNudge({
      tip,
      signal,
      nowMs: () => performance.now(),
      seen: () => tell(sendMessage('tip-shown', { state })),
      actions: {
        open: () => tell(sendMessage('tip-opened', { state })),
        dismiss: () => tell(sendMessage('tip-put-away', { state, from: 'page' })),
        notHere: () => tell(sendMessage('tip-put-away', { state, from: 'site' })),
      },
    })
  })
})
