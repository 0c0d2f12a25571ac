/** What the picker says on the page, in plain English. */
export const pickerWords = {
  name: 'Handrail: point at something',
  hint: 'Click to choose it. Arrow keys move, Enter chooses, Escape ends.',
  nothing: 'Nothing to choose here',
  called: (role: string, name: string) =>
    [role, name === '' ? 'without a name' : `“${name}”`].filter(Boolean).join(' '),
} as const
