import { defineStore } from 'pinia'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Me, ReleaseState, SyncState } from '../../core/engine-api.ts'
import type { ModelState } from '../engine-messages.ts'
import { type Fault, faultOf } from '../fault.ts'
import { useEngineClient } from '../use-engine.ts'

/** Who is here, what is installed, how far sync is: what every screen shows around its own content. */
export const useSession = defineStore('session', () => {
  const { engine, listen, warmModel } = useEngineClient()
  const me = shallowRef<Me | null>(null)
  const release = shallowRef<ReleaseState | null>(null)
  const sync = shallowRef<SyncState | null>(null)
  const model = ref<ModelState>('absent')
  const fault = ref<Fault | null>(null)
  const online = ref(navigator.onLine)
  /** moves whenever the engine says that what it holds has changed */
  const revision = ref(0)
  const known = ref(false)

  const over = new AbortController()
  onScopeDispose(() => over.abort())
  for (const type of ['online', 'offline'] as const) {
    addEventListener(type, () => (online.value = navigator.onLine), { signal: over.signal })
  }
  listen((news) => {
    if (news.news === 'model') model.value = news.state
    if (news.news === 'changed') void refresh()
  }, over.signal)

  async function read() {
    try {
      me.value = await engine.me()
      known.value = true
      if (me.value) [release.value, sync.value] = await Promise.all([engine.release(), engine.syncState()])
      fault.value = null
    } catch (error) {
      fault.value = faultOf(error)
    }
  }
  async function refresh() {
    await read()
    revision.value++
  }
  async function syncNow() {
    if (sync.value) sync.value = { ...sync.value, state: 'syncing' }
    try {
      sync.value = await engine.sync()
      release.value = await engine.refresh()
    } catch (error) {
      const { message } = faultOf(error)
      if (sync.value) sync.value = { ...sync.value, state: 'error', message }
    }
    revision.value++
  }

  const mayReview = computed(() => me.value?.roles.some((role) => role === 'sme' || role === 'ld') ?? false)
  /** looks after how well search answers: authors and the learning team */
  const mayTend = computed(() => me.value?.roles.some((role) => role === 'author' || role === 'ld') ?? false)
  /** works on content: what the studio is for */
  const mayStudio = computed(() => mayReview.value || mayTend.value)
  return {
    me,
    release,
    sync,
    model,
    fault,
    online,
    revision,
    known,
    mayReview,
    mayTend,
    mayStudio,
    read,
    refresh,
    syncNow,
    warmModel,
  }
})
