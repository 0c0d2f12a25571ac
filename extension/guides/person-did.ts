const FILLED = new Set(['textbox', 'searchbox', 'combobox', 'spinbutton', 'slider'])

/**
 * Calls `did` once the person has done what the step points at: pressed it, or changed the field and left it. What they wrote is
 * not looked at.
 *
 * @param role of the element, as core/anchors names it
 */
export function personDid(element: Element, role: string, did: () => void, signal: AbortSignal): void {
  const done = (event: Event) => event.isTrusted && did()
  if (!FILLED.has(role)) {
    element.addEventListener('click', done, { signal, capture: true })
    return
  }
  element.addEventListener('change', done, { signal })
  // an editor says that it changes, not that it has changed
  if (element.matches('input,select,textarea')) return
  let changed = false
  element.addEventListener(
    'input',
    () => {
      changed = true
    },
    { signal },
  )
  element.addEventListener('focusout', (event) => changed && done(event), { signal })
}
