import { nextTick } from 'vue'

export type EntryAct = 'up' | 'down' | 'remove'

/**
 * After an entry was moved or removed, keys go on from there: the button that was pressed, at the entry that is there now, else
 * another of its buttons, else the one that adds.
 *
 * @param frame holds `ol > li > div > button[data-act]`, and the button that adds after the list
 */
export async function focusEntry(frame: HTMLElement | null, at: number, act: EntryAct): Promise<void> {
  await nextTick()
  const entries = frame?.querySelectorAll<HTMLElement>(':scope > ol > li') ?? []
  const entry = entries[Math.min(at, entries.length - 1)]
  const buttons = [...(entry?.querySelectorAll<HTMLButtonElement>(':scope > div > button[data-act]') ?? [])]
  const usable = buttons.filter(({ disabled }) => !disabled)
  const adds = frame?.querySelector<HTMLElement>(':scope > button, :scope > div:last-child > button')
  const next = usable.find(({ dataset }) => dataset.act === act) ?? usable[0] ?? adds
  next?.focus()
}
