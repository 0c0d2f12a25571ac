import type * as v from 'valibot'
import { parse } from '#core/base'

/** Who may read events of a kind, and what of them: the data table of the impact assessment is made from this. */
export type Readers = Readonly<
  Partial<Record<'learner' | 'manager' | 'author' | 'sme' | 'ld' | 'admin' | 'auditor', string>> & { learner: string }
>

interface Definition<K extends string, T extends v.GenericSchema> {
  /** the file's name; never renamed, never used again for something else */
  kind: K
  /** version of `schema`; raised when a field comes, so that older versions keep what they do not know */
  v: number
  /** codes, numbers and ids; free text only where the person typed it to us */
  schema: T
  readers: Readers
  /** why it is kept, in one sentence for the people it is about */
  purpose: string
  /** `server`: only the server writes it, a device that sends one is refused */
  from?: 'device' | 'server'
  examples: readonly v.InferInput<T>[]
}

export interface EventKind<K extends string = string, D = unknown> {
  readonly kind: K
  readonly v: number
  readonly readers: Readers
  readonly purpose: string
  readonly from: 'device' | 'server'
  readonly examples: readonly unknown[]
  /** @throws {AppError} `bad-input` */
  parse(data: unknown): D
}

/** An event kind describes itself in one file. */
export function defineEventKind<const K extends string, T extends v.GenericSchema>(
  definition: Definition<K, T>,
): EventKind<K, v.InferOutput<T>> {
  const { schema, from = 'device', ...rest } = definition
  return { ...rest, from, parse: (data) => parse(schema, data, definition.kind) }
}
