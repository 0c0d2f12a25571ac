import { onScopeDispose, type Ref, ref } from 'vue'

/** The clock on the wall for "2 min ago": ms since 1970, moving every `everyMs`. */
export function useNow(everyMs = 20_000): Readonly<Ref<number>> {
  const now = ref(Date.now())
  const timer = setInterval(() => {
    now.value = Date.now()
  }, everyMs)
  onScopeDispose(() => clearInterval(timer))
  return now
}
