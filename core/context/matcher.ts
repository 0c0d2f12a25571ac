import type * as v from 'valibot'
import { parse } from '#core/base'
import { type RuleField, ruleFields } from './rule-fields.ts'
import type { Signals } from './signals.ts'

export type SignalName = keyof Signals

/** What can be asked of any matcher without knowing its rule's type; only `unknown` crosses the registry. */
export interface Matcher {
  /** the rule's `matcher`; equals the file name */
  readonly matcher: string
  /** the signals it looks at, shown to the person on the options page */
  readonly reads: readonly SignalName[]
  /** 1 says where (a tool), 2 which page, 3 which moment on it: breaks ties between placements with equally many rules */
  readonly narrows: 1 | 2 | 3
  /** what a rule of it holds, for a form */
  readonly fields: readonly RuleField[]
  /** @throws {AppError} `bad-input` */
  check(rule: unknown): void
  /** @throws {AppError} `bad-input` when the rule does not fit the matcher's schema */
  match(rule: unknown, signals: Signals): boolean
  /** what holds where the rule holds, as a colleague would say it: `the page says “refund”`. @throws {AppError} `bad-input` */
  says(rule: unknown): string
  readonly examples: readonly { rule: unknown; signals: Partial<Signals>; matches: boolean }[]
}

interface Definition<T extends v.GenericSchema> {
  matcher: string
  reads: readonly SignalName[]
  narrows: 1 | 2 | 3
  schema: T
  match(rule: v.InferOutput<T>, signals: Signals): boolean
  says(rule: v.InferOutput<T>): string
  examples: readonly { rule: v.InferInput<T>; signals: Partial<Signals>; matches: boolean }[]
}

/** A matcher describes itself in one file. Rules are data for it, never an expression (DESIGN "Never" 7). */
export function defineMatcher<T extends v.GenericSchema>(definition: Definition<T>): Matcher {
  const { matcher, reads, narrows, schema, examples } = definition
  const read = (rule: unknown): v.InferOutput<T> => parse(schema, rule, `rule "${matcher}"`)
  return {
    matcher,
    reads,
    narrows,
    fields: ruleFields(schema),
    check: (rule) => void read(rule),
    match: (rule, signals) => definition.match(read(rule), signals),
    says: (rule) => definition.says(read(rule)),
    examples,
  }
}
