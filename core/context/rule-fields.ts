/** One piece of a rule's data, as a form asks for it. */
export interface RuleField {
  name: string
  /** null: words of one's own */
  options: readonly (string | number)[] | null
  optional: boolean
}

/**
 * What a matcher's schema asks for beside the matcher's own name, in its order. Read from the schema, so that a form never
 * offers what the schema would refuse.
 */
export function ruleFields(schema: unknown): RuleField[] {
  const entries = at(schema, 'entries')
  if (typeof entries !== 'object' || entries === null) return []
  return Object.entries(entries)
    .filter(([name]) => name !== 'matcher')
    .map(([name, entry]) => {
      const optional = at(entry, 'type') === 'optional' || at(entry, 'type') === 'exact_optional'
      const inner: unknown = optional ? at(entry, 'wrapped') : entry
      const options = at(inner, 'options')
      const known = Array.isArray(options) ? options.filter((one) => ['string', 'number'].includes(typeof one)) : null
      return { name, options: known, optional }
    })
}

const at = (thing: unknown, name: string): unknown =>
  typeof thing === 'object' && thing !== null ? (thing as Readonly<Record<string, unknown>>)[name] : undefined
