import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { runGuide } from '../guides/run-guide.ts'
import { sendMessage } from '../messaging/protocol.ts'
import { sayAgain } from '../messaging/say-again.ts'
import { findGuide, offerGuide } from '../page/guide-slot.ts'

/** Injected only where a guide runs; the page script of the same world says which step. */
export default defineUnlistedScript(() => {
  if (findGuide()) return
  let running: { show: ReturnType<typeof runGuide>; signal: AbortSignal } | null = null
  offerGuide((view, signal) => {
    if (running?.signal !== signal) {
      const show = runGuide({
        signal,
        nowMs: () => performance.now(),
        move: (to) => void sayAgain(() => sendMessage('guide-move', { to })),
        found: (step, found, lost) => void sayAgain(() => sendMessage('guide-found', { step, found, lost: [...lost] })),
      })
      running = { show, signal }
    }
    running.show(view)
  })
})
