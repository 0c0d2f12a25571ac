import { SIGNAL_LIMITS, type Signals } from '#core/context'
import { ariaName } from './field-label.ts'
import { clip, isPrivate, safeText } from './privacy.ts'
import { TEST_IDS } from './test-ids.ts'

const roles = ['button', 'tab', 'menuitem', 'switch', 'dialog', 'alertdialog']
/** A link to nowhere is a button to the person. */
const native: Readonly<Record<string, string>> = { button: 'button', dialog: 'dialog', input: 'button', a: 'button' }

export const CONTROLS = [
  'button,input[type="submit"],dialog[open],a[href=""],a[href="#"]',
  ...roles.map((role) => `[role="${role}"]`),
  ...TEST_IDS.map((name) => `[${name}]`),
].join(',')

type Control = Signals['controls'][number]
const { chars } = SIGNAL_LIMITS.controls

function roleOf(element: Element): string | null {
  const given = element.getAttribute('role')
  if (given !== null) return roles.includes(given) ? given.replace('alertdialog', 'dialog') : null
  const { localName } = element
  if (localName === 'input' && element.getAttribute('type') !== 'submit') return null
  if (localName === 'a' && !/^#?$/.test(element.getAttribute('href') ?? 'none')) return null
  return native[localName] ?? null
}

/** A button's own words; of a dialog only its name, of a part that is neither nothing but its mark. */
function nameOf(element: Element, role: string | null): string {
  if (role === null) return ''
  const given = ariaName(element, chars)
  if (given !== '' || role === 'dialog') return clip(given, chars)
  // what stands on a submit button is its label, written by the tool
  return element.localName === 'input' ? clip(element.getAttribute('value') ?? '', chars) : safeText(element, chars)
}

/** @returns null for what is private or has neither name nor mark */
export function readControl(element: Element): Control | null {
  if (isPrivate(element)) return null
  const role = roleOf(element)
  const name = nameOf(element, role)
  const testId = TEST_IDS.map((attribute) => element.getAttribute(attribute)).find((id) => id !== null && id !== '')
  return name === '' && !testId ? null : { role, name, testId: testId ? clip(testId, chars) : null }
}
