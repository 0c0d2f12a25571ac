import * as v from 'valibot'
import { Brief, type BriefFormat } from '#core/content'
import { words } from './words.ts'

/** A brief being written: any field may still be empty. */
export const BriefForm = v.object({
  competency: v.string(),
  role: v.string(),
  context: v.string(),
  objective: v.string(),
  format: v.string(),
  sources: v.array(v.object({ document: v.string(), passage: v.optional(v.string()) })),
})
export type BriefForm = v.InferOutput<typeof BriefForm>

export const emptyBrief: BriefForm = { competency: '', role: '', context: '', objective: '', format: '', sources: [] }

/** Null while anything is missing. */
export function briefOf(form: BriefForm): Brief | null {
  const read = v.safeParse(Brief, form)
  return read.success ? read.output : null
}

/** A brief as lines that people compare. */
export function briefLines(given: unknown): string[] {
  const form = v.parse(BriefForm, given)
  return [
    form.objective,
    form.context,
    [form.competency, form.role, words.formats[form.format as BriefFormat] ?? ''].filter(Boolean).join(' / '),
    ...form.sources.map(({ document, passage }) => (passage === undefined ? document : `${document}, ${passage}`)),
  ].filter(Boolean)
}
