import { afterEach, beforeEach, expect, it, describe as suite } from 'vitest'
import { createStudio as createDoor } from '../../../core/engine/studio.ts'
import { editObject } from '../../../sync/studio/edit-object.ts'
import { importObjects } from '../../../sync/studio/import-objects.ts'
import { losingEdits, settleLosingEdit } from '../../../sync/studio/losing-edits.ts'
import { listRecords, readRecord, recordHistory, saveNext, saveRecord } from '../../../sync/studio/records.ts'
import { createStudio, refundAid, refundsDocument, type Studio } from '../../support/studio.ts'

let studio: Studio
beforeEach(async () => {
  studio = await createStudio()
})
afterEach(() => studio.remove())

const gap = (base: number, body: unknown) => ({ kind: 'gap', id: 'refunds', base, body })

suite('records of the studio', () => {
  it('are saved on the newest version, and every version stays', async () => {
    const { org } = studio
    expect(await saveRecord(org, 'amira', gap(0, { text: 'one' }))).toEqual({ state: 'saved', version: 1 })
    expect(await saveRecord(org, 'lena', gap(1, { text: 'two' }))).toEqual({ state: 'saved', version: 2 })
    expect(await readRecord(org.db, 'gap', 'refunds')).toMatchObject({
      version: 2,
      body: { text: 'two' },
      person: 'lena',
    })
    expect((await recordHistory(org.db, 'gap', 'refunds')).map(({ version }) => version)).toEqual([2, 1])
    expect((await listRecords(org.db, 'gap')).map(({ body }) => body)).toEqual([{ text: 'two' }])
  })

  it('keep the text that came too late, once, until its writer settles it', async () => {
    const { org } = studio
    await saveRecord(org, 'amira', gap(0, { text: 'one' }))
    await saveRecord(org, 'lena', gap(1, { text: 'hers' }))
    const late = await saveRecord(org, 'amira', gap(1, { text: 'mine' }))
    expect(late).toMatchObject({ state: 'conflict', newest: { version: 2, body: { text: 'hers' }, person: 'lena' } })
    expect(await saveRecord(org, 'amira', gap(1, { text: 'mine' }))).toEqual(late)
    const [kept, ...others] = await losingEdits(org, 'amira')
    expect(others).toEqual([])
    expect(kept).toMatchObject({ kind: 'gap', ref: 'refunds', base: 1, body: { text: 'mine' } })
    await expect(settleLosingEdit(org, 'lena', kept?.id ?? '')).rejects.toThrow('no such text of yours')
    await settleLosingEdit(org, 'amira', kept?.id ?? '')
    expect(await losingEdits(org, 'amira')).toEqual([])
  })

  it('tell who acts on what somebody else has just changed, and keep what that one did', async () => {
    const { org } = studio
    await saveNext(org, 'amira', gap(0, { state: 'open' }))
    const both = ['settled', 'removed'].map((state) => saveNext(org, 'lena', gap(1, { state })))
    const [first, second] = await Promise.allSettled(both)
    expect([first?.status, second?.status]).toEqual(['fulfilled', 'rejected'])
    expect(await readRecord(org.db, 'gap', 'refunds')).toMatchObject({ version: 2, body: { state: 'settled' } })
    expect(await losingEdits(org, 'lena')).toEqual([])
  })

  it('take the same text again without a version or a loss', async () => {
    const { org } = studio
    await saveRecord(org, 'amira', gap(0, { text: 'one' }))
    expect(await saveRecord(org, 'amira', gap(0, { text: 'one' }))).toEqual({ state: 'same', version: 1 })
  })
})

suite('content being edited', () => {
  it('is refused in words when it nests without end or is larger than any object, and is not kept', async () => {
    const objects = [refundsDocument(), refundAid()].map((object) => ({ authors: [], ...object }))
    await importObjects(studio.org, 'amira', objects)
    const edit = (body: Record<string, unknown>) =>
      editObject(studio.org, 'amira', { kind: 'job-aid', id: refundAid().id, base: 0, body })
    let deep: Record<string, unknown> = {}
    for (let i = 0; i < 100_000; i++) deep = { deep }
    await expect(async () => edit(deep)).rejects.toThrow('nests deeper')
    await expect(async () => edit({ text: 'x'.repeat(3_000_000) })).rejects.toThrow('larger than')
    expect(await losingEdits(studio.org, 'amira')).toEqual([])
  })

  it('becomes the next draft when written on the newest version, and is kept beside it when not', async () => {
    const { org } = studio
    const objects = [refundsDocument(), refundAid()].map((object) => ({ authors: [], ...object }))
    await importObjects(org, 'amira', objects)
    const edit = (person: string, base: number, title: string) =>
      editObject(org, person, { kind: 'job-aid', id: refundAid().id, base, body: { ...refundAid().body, title } })
    expect(await edit('amira', 1, 'Refund limits, short')).toMatchObject({ state: 'saved', version: 2 })
    expect(await edit('amira', 1, 'Refund limits, long')).toMatchObject({ state: 'conflict', newest: { version: 2 } })
    expect(await losingEdits(org, 'amira')).toHaveLength(1)
    expect(await edit('amira', 2, 'Refund limits, short')).toMatchObject({ state: 'same', version: 2 })
  })
})

suite('the studio’s door to the server', () => {
  it.each(['/v1/sync', '/v1/studio/../approvals', 'https://elsewhere.example/v1/studio/x', '/v1/studio/a\\b'])(
    'does not open for %s',
    async (path) => {
      const door = createDoor(async () => ({ transport: studio.transport('lena') }))
      await expect(door.studio({ method: 'POST', path })).rejects.toMatchObject({ code: 'bad-input' })
    },
  )
})
