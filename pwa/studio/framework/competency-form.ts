import * as v from 'valibot'
import { type CompetencyBody, checkParts, type PartFault } from '#core/competencies'
import { CompetencyChange, sentence } from '#core/content'
import { words } from './words.ts'

const Text = v.string()
const StatementForm = v.object({ verb: Text, object: Text, condition: Text, standard: Text })

/** A competency being written: any part may still be empty. */
export const CompetencyForm = v.object({
  id: Text,
  body: v.object({
    title: Text,
    statement: StatementForm,
    subCompetencies: v.array(v.object({ id: Text, title: Text, statement: StatementForm })),
    levels: v.array(v.object({ level: v.number(), description: Text })),
    provenance: v.array(v.object({ person: Text, on: Text, evidence: Text, note: v.optional(Text) })),
    history: v.optional(v.array(CompetencyChange)),
    retiredOn: v.optional(Text),
    replacedBy: v.optional(v.array(Text)),
  }),
})
export type CompetencyForm = v.InferOutput<typeof CompetencyForm>
export type StatementForm = v.InferOutput<typeof StatementForm>

const emptyStatement = (): StatementForm => ({ verb: '', object: '', condition: '', standard: '' })
export const emptySub = () => ({ id: '', title: '', statement: emptyStatement() })
export const emptySource = (on: string) => ({ person: '', on, evidence: 'department-head' })

export const emptyForm = (today: string): CompetencyForm => ({
  id: '',
  body: {
    title: '',
    statement: emptyStatement(),
    subCompetencies: [emptySub()],
    levels: [],
    provenance: [emptySource(today)],
  },
})

export const formOf = (id: string, body: CompetencyBody): CompetencyForm =>
  v.parse(CompetencyForm, JSON.parse(JSON.stringify({ id, body })))

/** What is sent: empty notes are no notes. */
export function bodyOf({ body }: CompetencyForm) {
  const provenance = body.provenance.map(({ note, ...rest }) => (note?.trim() ? { ...rest, note } : rest))
  return { ...body, provenance }
}

export interface FormFaults {
  statement: PartFault[]
  subs: PartFault[][]
  /** all that keeps it from being saved, by count and by sentence */
  count: number
  others: string[]
}

export function faultsOf({ id, body }: CompetencyForm, isTaken: (id: string) => boolean): FormFaults {
  const statement = checkParts(body.statement)
  const subs = body.subCompetencies.map((sub) => checkParts(sub.statement))
  const others = [
    ...(body.title.trim() === '' || body.subCompetencies.some(({ title }) => title.trim() === '')
      ? [words.needName]
      : []),
    ...([id, ...body.subCompetencies.map((sub) => sub.id)].some((each) => !isSlug(each)) ? [words.idWrong] : []),
    ...(isTaken(id) ? [words.idTaken] : []),
    ...(body.levels.some(({ description }) => description.trim() === '') ? [words.needLevel] : []),
    ...(body.provenance.length === 0 || body.provenance.some(({ person, on }) => person.trim() === '' || on === '')
      ? [words.needSource]
      : []),
  ]
  return { statement, subs, others, count: statement.length + subs.flat().length + others.length }
}

export const isSlug = (id: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id) && id.length <= 100

/** An id to begin with, from a title; '' where it has no letter an id could hold. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')

/** A competency as lines that people read: for two texts side by side. */
export function formLines(given: unknown): string[] {
  const { body } = v.parse(CompetencyForm, given)
  return [
    body.title,
    sentence(body.statement),
    ...body.subCompetencies.map((sub) => `${sub.title}: ${sentence(sub.statement)}`),
    ...body.levels.map(({ level, description }) => `${words.level(level)}: ${description}`),
    ...body.provenance.map(({ person, on, evidence, note }) => [person, on, evidence, note].filter(Boolean).join(', ')),
  ]
}

/** A competency that a split or a merge makes. */
export interface Target {
  id: string
  title: string
  statement: StatementForm
}
export const emptyTarget = (): Target => ({ id: '', title: '', statement: emptyStatement() })
