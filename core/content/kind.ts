import type * as v from 'valibot'
import { type FieldFault, faultsOf, parse } from '#core/base'
import type { Block } from './blocks.ts'
import type { Form } from './form.ts'

/** Where a part of an object rests: a passage of a source document, as it read when the part was written. */
export interface PassageRef {
  document: string
  passage: string
  sha256: string
}

/** How much a person is told: what each level shows comes from the same steps, so that no level can fall behind. */
export type Level = 'novice' | 'practised' | 'expert'

/** A part that is opened by itself, such as a question. */
export interface Section {
  title: string
  blocks: Block[]
}

/** What can be asked of any kind without knowing its body's type; only `unknown` crosses the registry. */
export interface ContentKind {
  readonly kind: string
  /** may be opened by a learner (the others are machinery: placements, blueprints, competencies...) */
  readonly readable: boolean
  /** how it is written in the studio */
  readonly form: Form
  /** all that keeps a body from being saved, field by field; `check` names the first only */
  faults(body: unknown): FieldFault[]
  /** @throws {AppError} `bad-input` */
  check(body: unknown): void
  title(body: unknown): string
  /** one line that says what it is for, shown under the title */
  summary(body: unknown): string
  /** all of it, as it is signed */
  view(body: unknown): Block[]
  /** as a person of that level is shown it; null for a kind that has one level */
  levels(body: unknown): Record<Level, Block[]> | null
  /** parts of `view` a person opens one by one, which `lead` then leaves out; none for most kinds */
  sections(body: unknown): { lead: Block[]; sections: Section[] } | null
  /** id of the process guide that walks a person through it on the live tool */
  guide(body: unknown): string | null
  searchText(body: unknown): string[]
  /** role ids it is meant for; empty means everybody */
  roles(body: unknown): string[]
  /** competency and sub-competency ids it serves */
  competencies(body: unknown): string[]
  sources(body: unknown): PassageRef[]
  readonly examples: readonly unknown[]
}

interface Definition<T extends v.GenericSchema> {
  kind: string
  readable?: boolean
  form: Form
  schema: T
  title(body: v.InferOutput<T>): string
  summary?(body: v.InferOutput<T>): string
  view(body: v.InferOutput<T>): Block[]
  levels?(body: v.InferOutput<T>): Record<Level, Block[]>
  sections?(body: v.InferOutput<T>): { lead: Block[]; sections: Section[] }
  guide?(body: v.InferOutput<T>): string | null
  searchText(body: v.InferOutput<T>): string[]
  roles?(body: v.InferOutput<T>): string[]
  competencies?(body: v.InferOutput<T>): string[]
  sources?(body: v.InferOutput<T>): PassageRef[]
  examples: readonly v.InferInput<T>[]
}

/** A kind describes itself in one file; its body's type stays inside these closures. */
export function defineContentKind<T extends v.GenericSchema>(
  definition: Definition<T>,
): ContentKind & { parse(body: unknown): v.InferOutput<T> } {
  const { kind, schema } = definition
  // a body is read many times and never changed: what is known to be right is not checked again (a document hashes its passages)
  const known = new WeakMap<object, v.InferOutput<T>>()
  const read = (body: unknown): v.InferOutput<T> => {
    if (typeof body !== 'object' || body === null) return parse(schema, body, kind)
    const before = known.get(body)
    if (before !== undefined) return before
    const read = parse(schema, body, kind)
    known.set(body, read)
    return read
  }
  return {
    kind,
    readable: definition.readable ?? false,
    form: definition.form,
    faults: (body) => faultsOf(schema, body),
    check: (body) => void read(body),
    title: (body) => definition.title(read(body)),
    summary: (body) => definition.summary?.(read(body)) ?? '',
    view: (body) => definition.view(read(body)),
    levels: (body) => definition.levels?.(read(body)) ?? null,
    sections: (body) => definition.sections?.(read(body)) ?? null,
    guide: (body) => definition.guide?.(read(body)) ?? null,
    searchText: (body) => definition.searchText(read(body)),
    roles: (body) => definition.roles?.(read(body)) ?? [],
    competencies: (body) => definition.competencies?.(read(body)) ?? [],
    sources: (body) => definition.sources?.(read(body)) ?? [],
    examples: definition.examples,
    parse: read,
  }
}
