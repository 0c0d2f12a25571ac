import { onBeforeUpdate, onMounted, onUpdated, type Ref } from 'vue'

/**
 * Arrow keys between a search box and the results under it. The results stay ordinary links or buttons in the order of
 * the page, so that nothing about them has to be explained to a screen reader; each carries `data-hit`.
 *
 * Down and Up move, Home and End jump, Up from the first and Escape go back to the box, and whoever types on a result
 * types on in the box. A new order of the results leaves the focus on the same result. In the box Down and Enter go to the first result, and Escape clears it.
 *
 * @param box  and `list` are there for as long as the component is
 */
export function useArrowList(
  box: Readonly<Ref<HTMLInputElement | null>>,
  list: Readonly<Ref<HTMLElement | null>>,
  clear: () => void,
): void {
  const hits = () => [...(list.value?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])]

  function inBox(event: KeyboardEvent): void {
    if (event.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'Enter') focus(event, hits()[0])
    else if (event.key === 'Escape' && box.value?.value) {
      event.preventDefault()
      clear()
    }
  }

  function inList(event: KeyboardEvent): void {
    const all = hits()
    const at = all.findIndex((hit) => hit.matches(':focus'))
    if (at < 0 || event.isComposing) return
    if (event.key === 'ArrowDown') focus(event, all[at + 1] ?? all[at])
    else if (event.key === 'ArrowUp') focus(event, all[at - 1] ?? box.value)
    else if (event.key === 'Home') focus(event, all[0])
    else if (event.key === 'End') focus(event, all.at(-1))
    else if (event.key === 'Escape') focus(event, box.value)
    // the letter itself arrives in the box, which has the focus by the time the key takes effect
    else if (isTyping(event)) box.value?.focus()
  }
  // a result that moves to another place in the list loses the focus on the way; one that goes leaves it to the box
  let held: HTMLElement | undefined
  onBeforeUpdate(() => {
    held = hits().find((hit) => hit.matches(':focus'))
  })
  onUpdated(() => {
    if (held && document.activeElement === document.body)
      (held.isConnected ? held : box.value)?.focus({ preventScroll: true })
  })
  onMounted(() => {
    box.value?.addEventListener('keydown', inBox)
    list.value?.addEventListener('keydown', inList)
  })
}

function focus(event: KeyboardEvent, element: HTMLElement | null | undefined) {
  if (!element) return
  event.preventDefault()
  element.focus()
}

const isTyping = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) =>
  (key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey) || key === 'Backspace'
