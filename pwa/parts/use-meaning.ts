import { onScopeDispose, type ShallowRef, watch } from 'vue'
import type { MeaningState } from '../../core/engine-api.ts'
import { useEngine } from '../use-engine.ts'
import { useLoad } from '../use-load.ts'

const LOOK_AGAIN_MS = 1_000

/** How far search by meaning is; looked at again every second while it is getting ready. */
export function useMeaning(): ShallowRef<MeaningState | null> {
  const engine = useEngine()
  const { data, load } = useLoad(() => engine.meaningState())
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(data, (meaning) => {
    clearTimeout(timer)
    if (meaning?.state === 'preparing') timer = setTimeout(load, LOOK_AGAIN_MS)
  })
  onScopeDispose(() => clearTimeout(timer))
  return data
}
