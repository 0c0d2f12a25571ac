import { onMounted, type Ref, ref, type ShallowRef, shallowRef, watch } from 'vue'
import { AppError } from '#core/base'

export interface Asked<T> {
  data: ShallowRef<T | null>
  fault: Ref<{ code: string; message: string } | null>
  load(): Promise<void>
}

/** Asks on mount and whenever `again` moves; what is shown stays until the new is there. */
export function useAsked<T>(ask: () => Promise<T>, again?: () => unknown): Asked<T> {
  const data = shallowRef<T | null>(null)
  const fault = ref<{ code: string; message: string } | null>(null)
  let latest = 0
  async function load() {
    const mine = ++latest
    try {
      const value = await ask()
      if (mine !== latest) return
      data.value = value
      fault.value = null
    } catch (error) {
      if (mine === latest) fault.value = faultOf(error)
    }
  }
  onMounted(load)
  if (again) watch(again, load)
  return { data, fault, load }
}

export function faultOf(error: unknown): { code: string; message: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message }
  return { code: 'unknown', message: error instanceof Error ? error.message : String(error) }
}
