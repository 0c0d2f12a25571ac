import { onMounted, onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { useLibraryPlace } from '../stores/library-place.ts'

/** `/` (outside of fields) and Ctrl-K or Cmd-K lead to the Library's search box from every screen that has navigation. */
export function useSearchKey(): void {
  const router = useRouter()
  const library = useLibraryPlace()
  const over = new AbortController()
  onScopeDispose(() => over.abort())

  function pressed(event: KeyboardEvent) {
    if (event.defaultPrevented || event.isComposing || !asksForSearch(event) || document.querySelector('dialog[open]'))
      return
    event.preventDefault()
    library.keep({ focusBox: true })
    if (router.currentRoute.value.name !== 'library') void router.push({ name: 'library' })
  }
  onMounted(() => document.addEventListener('keydown', pressed, { signal: over.signal }))
}

function asksForSearch({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (altKey) return false
  if (ctrlKey || metaKey) return key.toLowerCase() === 'k'
  return key === '/' && !(target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]'))
}
