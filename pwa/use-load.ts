import { onMounted, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { type Fault, faultOf } from './fault.ts'
import { useSession } from './stores/session.ts'

export interface Load<T> {
  data: ShallowRef<T | null>
  fault: Ref<Fault | null>
  loading: Ref<boolean>
  load(): Promise<void>
}

/** Reads on mount and again when the engine says something changed; what is shown stays until the new is there. */
export function useLoad<T>(read: () => Promise<T>, { follow = true } = {}): Load<T> {
  const data = shallowRef<T | null>(null)
  const fault = ref<Fault | null>(null)
  const loading = ref(false)
  let latest = 0

  async function load() {
    const mine = ++latest
    loading.value = true
    try {
      const value = await read()
      if (mine !== latest) return
      data.value = value
      fault.value = null
    } catch (error) {
      if (mine === latest) fault.value = faultOf(error)
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  onMounted(load)
  if (follow) watch(() => useSession().revision, load)
  return { data, fault, loading, load }
}
