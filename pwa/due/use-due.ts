import { onMounted, watch } from 'vue'
import { useSession } from '../stores/session.ts'
import { useSettings } from '../stores/settings.ts'
import { useEngine } from '../use-engine.ts'
import { tellDue } from './tell-due.ts'

/** Looks at what is due when the app opens and when something changed. */
export function useDue(): void {
  const engine = useEngine()
  const session = useSession()
  const store = useSettings()
  const look = async () => {
    if (!session.me || session.release?.version === 0) return
    // what cannot be told now stands on Today all the same
    await engine
      .due()
      .then((work) => tellDue(work, store.settings.tellDue, Date.now()))
      .catch(() => undefined)
  }
  onMounted(look)
  watch(() => [session.revision, session.me, store.settings.tellDue], look)
}
