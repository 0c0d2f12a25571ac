import { onMounted, ref, shallowRef } from 'vue'
import type { Me, ReleaseState, SyncState } from '../../core/engine-api.ts'
import { watchChanges } from '../engine-host/changes.ts'
import { engine } from '../engine-link/page-engine.ts'
import { unmountSignal } from '../unmount-signal.ts'

/** Who this is, and how fresh things are. Read from the engine, and again whenever it says that something changed. */
export function useStatus() {
  const state = ref<'loading' | 'ready' | 'failed'>('loading')
  const failure = ref('')
  const me = shallowRef<Me | null>(null)
  const release = shallowRef<ReleaseState | null>(null)
  const sync = shallowRef<SyncState | null>(null)

  async function load() {
    try {
      me.value = await engine.me()
      if (me.value) [release.value, sync.value] = await Promise.all([engine.release(), engine.syncState()])
      state.value = 'ready'
    } catch (error) {
      failure.value = error instanceof Error ? error.message : String(error)
      state.value = 'failed'
    }
  }
  onMounted(load)
  watchChanges(load, unmountSignal())
  return { state, failure, me, release, sync, load }
}
