import { nextTick, type Ref, ref } from 'vue'
import { focusEntry } from './focus-entry.ts'

/**
 * Entries of a list that are added, removed and moved. An entry keeps its own state (an open picker) when those before it come and
 * go, and keys go on from where they were.
 *
 * @param frame holds `ol > li`, see focus-entry.ts
 * @param items as they are now; `set` gives the next ones
 */
export function useEntries<T>(
  frame: Readonly<Ref<HTMLElement | null>>,
  items: Readonly<Ref<readonly T[]>>,
  set: (next: T[]) => void,
) {
  let last = 0
  const keys = ref<number[]>([])
  const keyOf = (at: number) => {
    while (keys.value.length < items.value.length) keys.value.push(++last)
    return keys.value[at]
  }
  async function add(entry: T) {
    set([...items.value, entry])
    await nextTick()
    const entries = frame.value?.querySelectorAll<HTMLElement>(':scope > ol > li')
    entries?.[entries.length - 1]?.querySelector<HTMLElement>('input, textarea, select')?.focus()
  }
  function remove(at: number) {
    keys.value.splice(at, 1)
    set(items.value.toSpliced(at, 1))
    void focusEntry(frame.value, at, 'remove')
  }
  function move(at: number, to: number) {
    const [key] = keys.value.splice(at, 1)
    if (key !== undefined) keys.value.splice(to, 0, key)
    const next = [...items.value]
    next.splice(to, 0, ...next.splice(at, 1))
    set(next)
    void focusEntry(frame.value, to, to < at ? 'up' : 'down')
  }
  return { keyOf, add, remove, move }
}
