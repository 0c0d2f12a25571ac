import { computed } from 'vue'
import { useSession } from '../../stores/session.ts'

/** Authors and L&D write fields and import; experts read, ask and settle. */
export function useMayEdit() {
  const session = useSession()
  return computed(() => session.me?.roles.some((role) => role === 'author' || role === 'ld') ?? false)
}
