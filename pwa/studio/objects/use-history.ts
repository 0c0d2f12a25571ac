import { computed, onScopeDispose, type Ref, ref, watch } from 'vue'

/** Typing that stops for this long is one step, ms. */
const PAUSE_MS = 500
const MOST_STEPS = 200

/** Undo and redo over a whole form: what is typed in one go is one step. */
export function useHistory<T>(body: Ref<T | null>) {
  const past = ref<string[]>([])
  const future = ref<string[]>([])
  let now: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function settle() {
    clearTimeout(timer)
    if (body.value === null) return
    const text = JSON.stringify(body.value)
    if (now === null || text === now) {
      now = text
      return
    }
    past.value = [...past.value, now].slice(-MOST_STEPS)
    future.value = []
    now = text
  }
  watch(
    body,
    (value) => {
      clearTimeout(timer)
      if (value !== null && now === null) now = JSON.stringify(value)
      else timer = setTimeout(settle, PAUSE_MS)
    },
    { deep: true },
  )
  onScopeDispose(() => clearTimeout(timer))

  function show(text: string) {
    now = text
    body.value = JSON.parse(text)
  }
  function undo() {
    settle()
    const before = past.value.at(-1)
    if (before === undefined || now === null) return
    past.value = past.value.slice(0, -1)
    future.value = [...future.value, now]
    show(before)
  }
  function redo() {
    settle()
    const next = future.value.at(-1)
    if (next === undefined || now === null) return
    future.value = future.value.slice(0, -1)
    past.value = [...past.value, now]
    show(next)
  }
  /** the keys for it; a field's own undo knows only itself */
  function onKey(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const pressed = event.key.toLowerCase()
    if (pressed !== 'z' && pressed !== 'y') return
    event.preventDefault()
    if (pressed === 'y' || event.shiftKey) redo()
    else undo()
  }
  return {
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    settle,
    undo,
    redo,
    onKey,
  }
}
