import { onMounted, onScopeDispose, ref, shallowRef } from 'vue'
import { faultOf } from '../../fault.ts'
import { freshId } from '../../use-engine.ts'
import type { HoursApi } from './api.ts'
import {
  elapsedMinutes,
  entryOf,
  FORGOTTEN_MINUTES,
  keepTimer,
  type Running,
  readTimer,
  TIMER_KEY,
  type Work,
} from './timer.ts'
import { keepUnsent, sendUnsent } from './unsent.ts'

/** Codes of the server with which an entry will never be taken. */
const refusals: ReadonlySet<string> = new Set(['bad-input', 'forbidden', 'not-found', 'conflict'])
export const isRefusal = (error: unknown): boolean => refusals.has(faultOf(error).code)

/** The one timer of this device. What it measured is kept here until the server has it. */
export function useTimer(api: HoursApi, saved: () => void = () => undefined) {
  const running = shallowRef<Running | null>(readTimer())
  /** it ran longer than anybody works: how long was it? */
  const asking = shallowRef<Running | null>(null)
  const state = ref<'idle' | 'saved' | 'waiting'>('idle')
  const over = new AbortController()
  onScopeDispose(() => over.abort())
  // another tab started or stopped it
  window.addEventListener('storage', ({ key }) => key === TIMER_KEY && look(), { signal: over.signal })
  addEventListener('online', () => void send(), { signal: over.signal })
  onMounted(() => void send())

  function look() {
    running.value = readTimer()
    if (!running.value) asking.value = null
  }

  function start(work: Work) {
    const before = readTimer()
    if (before) stop()
    if (asking.value) return
    state.value = 'idle'
    running.value = { id: freshId(), startedMs: Date.now(), what: work.what, object: work.object }
    keepTimer(running.value)
  }

  function stop() {
    look()
    const timer = running.value
    if (!timer) return
    const minutes = elapsedMinutes(timer, Date.now())
    if (minutes > FORGOTTEN_MINUTES) asking.value = timer
    else finish(timer, minutes)
  }

  /** @param minutes as its person says; null throws the time away */
  function answer(minutes: number | null) {
    const timer = asking.value
    asking.value = null
    if (!timer) return
    if (minutes !== null) return finish(timer, minutes)
    keepTimer(null)
    running.value = null
  }

  function finish(timer: Running, minutes: number) {
    // kept before the timer goes: whatever happens between the two, the time is somewhere
    keepUnsent(timer.id, entryOf(timer, minutes))
    keepTimer(null)
    running.value = null
    void send()
  }

  async function send() {
    try {
      const { sent } = await sendUnsent((id, entry) => api.save(id, 0, entry), isRefusal)
      if (sent === 0) return
      state.value = 'saved'
      saved()
    } catch {
      state.value = 'waiting'
    }
  }

  return { running, asking, state, start, stop, answer }
}
