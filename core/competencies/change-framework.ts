import * as v from 'valibot'
import { AppError } from '#core/base'
import { type CompetencyChange, competency, Slug, Statement } from '#core/content'
import type { CompetencyBody } from './competency-index.ts'
import { type Move, type RemapQuestion, remapObject } from './remap-object.ts'

const Title = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(200))
const Part = v.object({ id: Slug, title: Title, statement: Statement })

/** What can become of competencies. Ids never change: results and items name them. */
export const FrameworkChange = v.variant('change', [
  /** `sub`: it is that sub-competency that gets the name */
  v.object({ change: v.literal('rename'), id: Slug, sub: v.optional(Slug), title: Title }),
  v.object({
    change: v.literal('split'),
    id: Slug,
    /** each takes some of its sub-competencies; together they take all, each once */
    into: v.pipe(
      v.array(v.object({ ...Part.entries, subs: v.pipe(v.array(Slug), v.minLength(1)) })),
      v.minLength(2, 'must name at least two'),
      v.maxLength(10),
    ),
  }),
  v.object({
    change: v.literal('merge'),
    ids: v.pipe(v.array(Slug), v.minLength(2, 'must name at least two'), v.maxLength(10)),
    /** a new one, or one of them that goes on */
    into: Part,
  }),
  v.object({ change: v.literal('retire'), id: Slug, replacedBy: v.nullable(Slug) }),
])
export type FrameworkChange = v.InferOutput<typeof FrameworkChange>

export interface FrameworkObject {
  kind: string
  id: string
  title: string
  body: Record<string, unknown>
}
export interface ChangePlan {
  /** new versions, as drafts: each has to be reviewed and signed like any other */
  edits: (FrameworkObject & { what: string })[]
  /** what a person has to decide */
  queue: (Omit<FrameworkObject, 'body'> & RemapQuestion)[]
}

/**
 * What a change of the framework touches: the competencies themselves, and every object bound to them, re-mapped where only
 * one answer is possible and queued where a person has to say.
 *
 * @param objects everything in its newest version
 * @throws {AppError} `refused` where the change makes no sense, saying why
 */
export function planChange(
  objects: readonly FrameworkObject[],
  change: FrameworkChange,
  { by, on, note }: { by: string; on: string; note?: string | undefined },
): ChangePlan {
  const known = new Map(
    objects.filter(({ kind }) => kind === 'competency').map(({ id, body }) => [id, competency.parse(body)]),
  )
  const inUse = (id: string): CompetencyBody => {
    const body = known.get(id)
    if (!body) throw refused(`There is no competency "${id}".`)
    if (body.retiredOn !== undefined) throw refused(`"${body.title}" was retired on ${body.retiredOn}.`)
    return body
  }
  const isNew = (id: string) => {
    if (known.has(id)) throw refused(`There is already a competency "${id}"; choose another id.`)
  }
  const entry = (said: Pick<CompetencyChange, 'change' | 'from' | 'into'>): CompetencyChange => ({
    on,
    by,
    ...said,
    ...(note === undefined || note === '' ? {} : { note }),
  })
  const edits: ChangePlan['edits'] = []
  const edit = (id: string, body: CompetencyBody, what: string) =>
    void edits.push({ kind: 'competency', id, title: body.title, body: { ...body }, what })
  const retire = (id: string, body: CompetencyBody, said: CompetencyChange, what: string) => {
    const replacedBy = said.into.length > 0 ? { replacedBy: said.into.map((each) => each.id) } : {}
    edit(id, { ...body, history: [...(body.history ?? []), said], retiredOn: on, ...replacedBy }, what)
  }

  if (change.change === 'rename') {
    const body = inUse(change.id)
    const { sub: subId, title } = change
    const sub = body.subCompetencies.find(({ id }) => id === subId)
    if (subId !== undefined && !sub) throw refused(`"${subId}" is no sub-competency of "${body.title}".`)
    const was = sub ?? { id: change.id, title: body.title }
    if (was.title === title) throw refused('It is called that already.')
    const said = entry({ change: 'renamed', from: [{ id: was.id, title: was.title }], into: [{ id: was.id, title }] })
    const history = [...(body.history ?? []), said]
    const subCompetencies = body.subCompetencies.map((each) => (each === sub ? { ...each, title } : each))
    edit(change.id, sub ? { ...body, subCompetencies, history } : { ...body, title, history }, 'gets its new name')
    return { edits, queue: [] }
  }

  let move: Move
  if (change.change === 'split') {
    const body = inUse(change.id)
    const taken = change.into.flatMap(({ subs }) => subs)
    for (const { id } of body.subCompetencies)
      if (taken.filter((sub) => sub === id).length !== 1)
        throw refused(`The sub-competency "${id}" has to go to exactly one of them.`)
    const said = entry({
      change: 'split',
      from: [{ id: change.id, title: body.title }],
      into: change.into.map(({ id, title }) => ({ id, title })),
    })
    for (const { id, title, statement, subs } of change.into) {
      isNew(id)
      const subCompetencies = subs.map((sub) => {
        const own = body.subCompetencies.find((each) => each.id === sub)
        if (!own) throw refused(`"${sub}" is no sub-competency of "${body.title}".`)
        return own
      })
      const { levels, provenance } = body
      edit(id, { title, statement, subCompetencies, levels, provenance, history: [said] }, 'is new')
    }
    retire(change.id, body, said, 'is retired')
    const targetBySub = new Map(change.into.flatMap(({ id, subs }) => subs.map((sub) => [sub, id] as const)))
    move = { from: [change.id], to: change.into.map(({ id }) => id), targetBySub }
  } else if (change.change === 'merge') {
    const ids = [...new Set(change.ids)]
    if (ids.length < 2) throw refused('Name at least two different competencies to merge.')
    const bodies = ids.map((id) => ({ id, body: inUse(id) }))
    const { id, title, statement } = change.into
    const goesOn = bodies.find((each) => each.id === id)
    if (!goesOn) isNew(id)
    const said = entry({
      change: 'merged',
      from: bodies.map((each) => ({ id: each.id, title: each.body.title })),
      into: [{ id, title }],
    })
    const subs = bodies.flatMap(({ body }) => body.subCompetencies)
    edit(
      id,
      {
        title,
        statement,
        subCompetencies: subs.filter((sub, at) => subs.findIndex((each) => each.id === sub.id) === at),
        levels: goesOn?.body.levels ?? bodies[0]?.body.levels ?? [],
        provenance: bodies.flatMap(({ body }) => body.provenance),
        history: [...(goesOn?.body.history ?? []), said],
      },
      goesOn ? 'takes the others in' : 'is new',
    )
    for (const each of bodies) if (each.id !== id) retire(each.id, each.body, said, 'is retired')
    move = { from: ids.filter((each) => each !== id), to: [id], targetBySub: null }
  } else {
    const body = inUse(change.id)
    const next = change.replacedBy
    if (next === change.id) throw refused('It cannot take its own place.')
    const heir = next === null ? null : { id: next, body: inUse(next) }
    const into = heir ? [{ id: heir.id, title: heir.body.title }] : []
    const said = entry({ change: 'retired', from: [{ id: change.id, title: body.title }], into })
    // what was measured by the one is told beside the other from now on, and that is said there
    if (heir) edit(heir.id, { ...heir.body, history: [...(heir.body.history ?? []), said] }, 'takes its place')
    retire(change.id, body, said, 'is retired')
    move = { from: [change.id], to: into.map(({ id }) => id), targetBySub: null }
  }

  const queue: ChangePlan['queue'] = []
  for (const object of objects) {
    if (object.kind === 'competency') continue
    const outcome = remapObject(object, move)
    if (outcome.outcome === 'moved') edits.push({ ...object, body: outcome.body, what: outcome.what })
    if (outcome.outcome === 'asked')
      queue.push({ kind: object.kind, id: object.id, title: object.title, ...outcome.question })
  }
  return { edits, queue }
}

const refused = (why: string) => new AppError('refused', why)
