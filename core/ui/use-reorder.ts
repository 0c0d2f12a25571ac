import { ref } from 'vue'

/** @returns a new list with the entry at `from` put at `to`; unchanged when either lies outside */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const entry = list[from]
  if (entry === undefined || to < 0 || to >= list.length) return [...list]
  const rest = list.filter((_, at) => at !== from)
  return [...rest.slice(0, to), entry, ...rest.slice(to)]
}

/** Dragging a row of a list by its grip, with mouse, pen or finger. Keyboards use the buttons beside it. */
export function useReorder(rows: () => HTMLElement[], move: (from: number, to: number) => void) {
  const dragging = ref<number | null>(null)

  function start(at: number, event: PointerEvent) {
    if (event.button !== 0) return
    event.preventDefault()
    dragging.value = at
    const grip = event.currentTarget as HTMLElement
    grip.setPointerCapture(event.pointerId)
    const over = new AbortController()
    const end = () => {
      dragging.value = null
      over.abort()
    }
    grip.addEventListener('pointermove', (next) => follow(next.clientY), { signal: over.signal })
    for (const type of ['pointerup', 'pointercancel', 'lostpointercapture'] as const) {
      grip.addEventListener(type, end, { signal: over.signal })
    }
  }

  function follow(y: number) {
    const from = dragging.value
    if (from === null) return
    const to = rows().findIndex((row) => {
      const { top, bottom } = row.getBoundingClientRect()
      return y >= top && y <= bottom
    })
    if (to < 0 || to === from) return
    move(from, to)
    dragging.value = to
  }

  return { dragging, start }
}
