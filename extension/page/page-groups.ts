import { SIGNAL_LIMITS, type Signals } from '#core/context'
import { ariaName } from './field-label.ts'
import { clip, safeText } from './privacy.ts'

const GROUPS =
  'fieldset,form,dialog,section,article,[role="group"],[role="region"],[role="form"],[role="dialog"],[role="radiogroup"]'
const TITLES = 'legend,h1,h2,h3,h4,[role="heading"]'
const { groups: most, holds } = SIGNAL_LIMITS

function nameOf(group: Element): string {
  const given = ariaName(group, most.chars)
  if (given !== '') return clip(given, most.chars)
  const own = [...group.querySelectorAll(TITLES)].find((title) => title.parentElement?.closest(GROUPS) === group)
  return own ? safeText(own, most.chars) : ''
}

/** Labels that stand together in one part of the page, with the name of that part; a nameless label alone says nothing. */
export function pageGroups(labelled: readonly { element: Element; label: string }[]): Signals['groups'] {
  const labelsByGroup = new Map<Element, Set<string>>()
  for (const { element, label } of labelled) {
    const group = element.closest(GROUPS)
    if (!group) continue
    const labels = labelsByGroup.get(group) ?? new Set()
    if (labels.size < holds.items) labelsByGroup.set(group, labels.add(label.slice(0, holds.chars)))
  }
  const groups: Signals['groups'] = []
  for (const [group, labels] of labelsByGroup) {
    if (groups.length === most.items) break
    const name = nameOf(group)
    if (name !== '' || labels.size > 1) groups.push({ name, holds: [...labels] })
  }
  return groups
}
