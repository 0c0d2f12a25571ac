import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDemoStudio, type DemoStudio, refundBrief } from '../../support/demo-studio.ts'

let studio: DemoStudio
let names = 0
beforeAll(async () => {
  studio = await createDemoStudio()
}, 120_000)
afterAll(() => studio.remove())

type Body = Record<string, unknown>
const saveBrief = (more: Body = {}, id = `brief-${++names}`, base = 0) =>
  studio.ask('amira', 'POST', `/v1/studio/briefs/${id}`, { base, brief: refundBrief(more) })
async function briefed(more: Body = {}): Promise<string> {
  const id = `brief-${++names}`
  expect(await saveBrief(more, id)).toMatchObject({ status: 200, body: { state: 'saved' } })
  return id
}
async function drafted(id: string): Promise<{ kind: string; body: Body; parts: number; warnings: string[] }> {
  const reply = await studio.ask('amira', 'POST', '/v1/studio/drafts', { brief: id, with: 'extraction' })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as Awaited<ReturnType<typeof drafted>>
}
const edit = (kind: string, id: string, base: number, body: unknown, person = 'amira') =>
  studio.ask(person, 'POST', '/v1/studio/content/edit', { kind, id, base, body })
const hashOf = async (kind: string, id: string) =>
  String((await studio.ask('amira', 'GET', `/v1/studio/content/one?kind=${kind}&id=${id}`)).body.sha256)

describe('a brief', () => {
  it.each<[string, Body, string]>([
    ['no competency', { competency: undefined }, '"brief.competency"'],
    ['no role', { role: undefined }, '"brief.role"'],
    ['an empty context', { context: ' ' }, 'must not be empty'],
    ['no objective', { objective: undefined }, '"brief.objective"'],
    ['a format there is none of', { format: 'poem' }, 'must be one of'],
    ['no sources', { sources: [] }, 'must name at least one source'],
    ['a competency the framework lacks', { competency: 'juggling' }, 'the framework has no "juggling"'],
    ['a role nobody has', { role: 'juggler' }, 'there is no role profile "juggler"'],
    ['a document that is not there', { sources: [{ document: 'jokes' }] }, 'there is no document "jokes"'],
    ['a passage that is not there', { sources: [{ document: 'refunds', passage: 'x.1' }] }, 'has no passage "x.1"'],
    ['more than a brief has', { approvedBy: 'me' }, 'approvedBy'],
  ])('is refused with %s', async (_, more, said) => {
    const { status, body } = await saveBrief(more)
    expect(status).toBe(400)
    expect(body.message).toContain(said)
  })

  it('is refused on a document that lacks its fields, and on one that is out of use', async () => {
    const { body } = (await studio.ask('amira', 'GET', '/v1/studio/content/one?kind=document&id=escalation')).body as {
      body: Body
    }
    const { owner: _, ...unowned } = body
    const objects = [{ kind: 'document', id: 'unowned', body: { ...unowned, procedure: 'unowned' } }]
    await studio.ask('amira', 'POST', '/v1/studio/objects', { objects })
    expect((await saveBrief({ sources: [{ document: 'unowned' }] })).body.message).toContain('cannot be cited')
  })

  it('is written by who writes content, and by no learner', async () => {
    const id = await briefed()
    expect((await studio.ask('leo', 'POST', '/v1/studio/briefs/x', { base: 0, brief: refundBrief() })).status).toBe(403)
    expect((await studio.ask('leo', 'GET', '/v1/studio/briefs')).status).toBe(403)
    const { briefs } = (await studio.ask('lena', 'GET', '/v1/studio/briefs')).body as { briefs: Body[] }
    expect(briefs.find((row) => row.id === id)).toMatchObject({
      role: 'Service desk agent',
      whyNot: null,
      by: 'Amira Haddad',
    })
  })
})

describe('new content', () => {
  it('is refused in the studio without a brief, and taken from a folder as before', async () => {
    const { body } = (await studio.ask('amira', 'GET', '/v1/studio/content/one?kind=job-aid&id=refund-approval'))
      .body as {
      body: Body
    }
    expect(await edit('job-aid', 'second-aid', 0, body)).toMatchObject({ status: 409, body: { code: 'no-brief' } })
    const sent = { objects: [{ kind: 'job-aid', id: 'second-aid', body }] }
    expect((await studio.ask('amira', 'POST', '/v1/studio/objects', sent)).body.refused).toEqual([])
  })

  it('carries the brief whole, and never loses it', async () => {
    const id = await briefed()
    const { kind, body } = await drafted(id)
    const brief = body.brief as Body
    expect(
      (await edit(kind, 'whole', 0, { ...body, brief: { ...brief, objective: 'Something else' } })).body.message,
    ).toContain('does not carry the brief')
    expect((await edit(kind, 'whole', 0, { ...body, brief: { ...brief, id: 'nobody' } })).body.message).toContain(
      'There is no brief "nobody"',
    )
    expect(await edit(kind, 'whole', 0, body)).toMatchObject({ status: 200 })
    const { brief: _, ...without } = body
    expect((await edit(kind, 'whole', 1, without)).body.message).toContain('stays with it')
    const taken = await studio.ask('amira', 'POST', '/v1/studio/objects', {
      objects: [{ kind, id: 'whole', body: without }],
    })
    expect(JSON.stringify(taken.body.refused)).toContain('stays with it')
    // the brief goes on without what was written on it
    await saveBrief({ objective: 'Decide otherwise' }, id, 1)
    expect(await edit(kind, 'whole', 1, { ...body, title: 'Another title' })).toMatchObject({ status: 200 })
  })

  it('is not begun on a closed brief, while what was written on it goes on', async () => {
    const id = await briefed()
    const { kind, body } = await drafted(id)
    await edit(kind, 'early', 0, body)
    const counts = async () =>
      ((await studio.ask('amira', 'GET', '/v1/studio/summary')).body as { briefs: { open: number; without: number } })
        .briefs
    const before = await counts()
    await briefed()
    expect(await counts()).toEqual({ open: before.open + 1, without: before.without + 1 })
    await studio.ask('amira', 'POST', `/v1/studio/briefs/${id}/close`, {})
    expect(await counts()).toEqual({ open: before.open, without: before.without + 1 })
    const order = { brief: id, with: 'extraction' }
    expect((await studio.ask('amira', 'POST', '/v1/studio/drafts', order)).body.message).toContain('is closed')
    expect((await edit(kind, 'late', 0, body)).body.message).toContain('is closed')
    expect(await edit(kind, 'early', 1, { ...body, title: 'Another title' })).toMatchObject({ status: 200 })
  })
})

describe('a draft without a model', () => {
  it.each(['steps', 'checklist', 'decision', 'do-dont', 'reference', 'script', 'process-guide', 'onboarding-module'])(
    'gives %s in the passages’ own words, each part with its passage, as the kind takes it',
    async (format) => {
      const id = await briefed({ format })
      const { kind, body, parts } = await drafted(id)
      expect(parts).toBeGreaterThan(0)
      expect(await edit(kind, `made-${format}`, 0, body)).toMatchObject({ status: 200 })
      const made = JSON.stringify(body).match(/"made":\{"by":"extraction","at":"[^"]+","brief":"[^"]+"\}/g) ?? []
      expect(made.length).toBe(parts)
      const ready = await studio.ask('amira', 'GET', `/v1/studio/ready/${await hashOf(kind, `made-${format}`)}`)
      expect(ready.body.findings).toEqual([])
    },
  )

  it('gives the beginning of an item, and says what is left to write', async () => {
    const { kind, body, warnings } = await drafted(await briefed({ format: 'item' }))
    expect(kind).toBe('item')
    expect(body).toMatchObject({ competency: 'refund-limits', task: { situation: ['You are about to send a refund'] } })
    expect(warnings.length).toBeGreaterThan(0)
  })

  it('puts a blueprint together from the items that are there', async () => {
    const { kind, body } = await drafted(await briefed({ format: 'assessment', competency: 'handle-refund' }))
    expect((body.items as string[]).length).toBeGreaterThan(3)
    expect(await edit(kind, 'made-assessment', 0, body)).toMatchObject({ status: 200 })
  })

  it('needs somebody’s time to review it, and stands in the audit log', async () => {
    const id = await briefed()
    await drafted(id)
    expect(await studio.audit()).toContainEqual(expect.stringMatching(`^amira draft-extracted ${id} \\d+$`))
  })
})

describe('ready for review', () => {
  it('is said by its author of exactly these bytes; before that nobody can sign or see it', async () => {
    const { kind, body } = await drafted(await briefed())
    await edit(kind, 'slow', 0, body)
    const first = await hashOf(kind, 'slow')
    const queued = async () => JSON.stringify((await studio.ask('sam', 'GET', '/v1/studio/reviews')).body)
    expect(await queued()).not.toContain(first)
    expect((await studio.ask('lena', 'POST', `/v1/studio/ready/${first}`, {})).status).toBe(403)
    expect((await studio.ask('amira', 'POST', `/v1/studio/ready/${first}`, {})).body).toMatchObject({ ready: true })
    expect(await queued()).toContain(first)
    await edit(kind, 'slow', 1, { ...body, title: 'A new title' })
    expect(await queued()).not.toContain(await hashOf(kind, 'slow'))
    expect((await studio.ask('amira', 'POST', `/v1/studio/ready/${first}`, {})).status).toBe(409)
  })

  it('is refused while a sentence has no support, and names sentence, part and the nearest passage', async () => {
    const { kind, body } = await drafted(await briefed())
    const planted = plant(body, 'Above £900 the team lead of the shift approves the refund before it is sent.')
    await edit(kind, 'planted', 0, planted)
    const sha256 = await hashOf(kind, 'planted')
    const { status, body: said } = await studio.ask('amira', 'POST', `/v1/studio/ready/${sha256}`, {})
    expect(status).toBe(409)
    expect(said).toMatchObject({ code: 'not-ready', message: expect.stringContaining('Above £900') })
    const { findings } = (await studio.ask('amira', 'GET', `/v1/studio/ready/${sha256}`)).body as { findings: Body[] }
    expect(findings).toMatchObject([{ mayKeep: true, nearest: { document: 'refunds' } }])
  })

  it('lets an author answer for a sentence with a reason, but not where a model wrote it', async () => {
    const { kind, body } = await drafted(await briefed())
    const sentence = 'Breathe out before you answer.'
    const unsourced = [{ sentence, reason: 'Agents asked for it in the pilot.' }]
    await edit(kind, 'kept', 0, { ...plant(body, sentence), unsourced })
    const ready = await studio.ask('amira', 'POST', `/v1/studio/ready/${await hashOf(kind, 'kept')}`, {})
    expect(ready).toMatchObject({ status: 200, body: { unsourced } })
    const byModel = JSON.parse(
      JSON.stringify(plant(body, sentence)).replaceAll('"by":"extraction"', '"by":"some-model"'),
    )
    await edit(kind, 'not-kept', 0, { ...byModel, unsourced })
    expect(await studio.ask('amira', 'POST', `/v1/studio/ready/${await hashOf(kind, 'not-kept')}`, {})).toMatchObject({
      status: 409,
    })
  })
})

/** The same aid with one more step in its first part. */
function plant(body: Body, sentence: string): Body {
  const copy = JSON.parse(JSON.stringify(body)) as { parts: { blocks: { block: string; items?: string[] }[] }[] }
  copy.parts[0]?.blocks.find(({ block }) => block === 'steps')?.items?.push(sentence)
  return copy
}
