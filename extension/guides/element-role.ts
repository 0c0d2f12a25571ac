/** What a person can act on. Editable parts are named like fields; what is in them is not looked at. */
export const ACTIONABLE = [
  'a[href],button,input:not([type="hidden"]),select,textarea,summary',
  '[contenteditable=""],[contenteditable="true"],[contenteditable="plaintext-only"]',
  ...'button link tab menuitem menuitemcheckbox menuitemradio checkbox radio switch option treeitem slider'
    .concat(' textbox searchbox combobox spinbutton')
    .split(' ')
    .map((role) => `[role="${role}"]`),
].join(',')

const inputs: Readonly<Record<string, string>> = {
  submit: 'button',
  button: 'button',
  reset: 'button',
  image: 'button',
  checkbox: 'checkbox',
  radio: 'radio',
  range: 'slider',
  number: 'spinbutton',
  search: 'searchbox',
}
/** Elements whose meaning survives other markup around them; all others (`div`, `span`) come and go. */
const natives: Readonly<Record<string, string>> = {
  a: 'link',
  button: 'button',
  summary: 'button',
  select: 'combobox',
  textarea: 'textbox',
  main: 'main',
  nav: 'navigation',
  aside: 'complementary',
  header: 'banner',
  footer: 'contentinfo',
  search: 'search',
  dialog: 'dialog',
  form: 'form',
  fieldset: 'group',
  article: 'article',
  ul: 'list',
  ol: 'list',
  menu: 'list',
  li: 'listitem',
  table: 'table',
  tr: 'row',
  td: 'cell',
  th: 'cell',
}
const synonyms: Readonly<Record<string, string>> = { gridcell: 'cell', grid: 'table', alertdialog: 'dialog' }
const empty = new Set(['', 'presentation', 'none', 'generic', 'rowgroup'])

/** The ARIA role, given or native; null for what only holds other things. */
export function elementRole(element: Element): string | null {
  const given = element.getAttribute('role')?.trim().split(/\s+/)[0]?.toLowerCase()
  if (given !== undefined) return empty.has(given) ? null : (synonyms[given] ?? given)
  if (element.localName === 'input') return inputs[element.getAttribute('type') ?? ''] ?? 'textbox'
  if (element.matches('section:is([aria-label],[aria-labelledby])')) return 'region'
  return natives[element.localName] ?? (element.matches('[contenteditable]') ? 'textbox' : null)
}
