import type * as v from 'valibot'

/**
 * What does not fit, in words: a schema's own message where it has one, else one for the kind of check. It names what was expected,
 * and never the value that came.
 */
export function saidIssue(issue: v.BaseIssue<unknown>): string {
  const { message, type, expected, received, requirement } = issue
  if (!message.startsWith('Invalid ')) return message
  if (received === 'undefined') return 'is missing'
  if (expected === 'never') return 'is not known here'
  const size = typeof requirement === 'number' ? requirement : null
  if (size !== null) {
    const things = typeof issue.input === 'string' ? plural(size, 'character') : plural(size, 'entry', 'entries')
    if (type === 'min_length') return size === 1 ? 'must not be empty' : `must have at least ${size} ${things}`
    if (type === 'max_length') return `must have at most ${size} ${things}`
    if (type === 'min_value') return `must be at least ${size}`
    if (type === 'max_value') return `must be at most ${size}`
  }
  const said = typeNames[type]
  if (said) return `must be ${said}`
  if (type === 'picklist' || type === 'literal') return `must be ${listed(expected)}`
  return message
}

const plural = (n: number, one: string, many = `${one}s`): string => (n === 1 ? one : many)

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  strict_object: 'an object',
  record: 'an object',
}

/** `("a" | "b")` to `a or b`. */
const listed = (expected: string | null): string =>
  (expected ?? 'something else').replace(/[()"]/g, '').replaceAll(' | ', ' or ')
