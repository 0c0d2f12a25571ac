import { describe, expect, it } from 'vitest'
import { sha256Hex } from '#core/base'
import { type Envelope, objectBytes } from '#core/content'
import { createUpdater, type ReleaseStore, type TrustedState } from '#core/releases'
import { createScene, deviceWith } from '../../support/release-attacks.ts'
import { after, aid, type Files, transportOf } from '../../support/release-world.ts'

const stateOf = async (store: ReleaseStore): Promise<TrustedState> => {
  const state = await store.load()
  if (!state) throw new Error('nothing stored')
  return state
}
const refusedEarlier = new Set<string>()
const hashOf = (object: Envelope) => sha256Hex(objectBytes(object))
const look = (store: ReleaseStore, files: Files, running: number[], day = 6, asked: string[] = []) =>
  createUpdater({
    store,
    transport: transportOf(files, asked),
    nowMs: () => after(day),
    checks: {},
    running: async () => new Set(running),
    refusedEarlier,
  }).update()
const old = [aid(1, { id: 'changes' }), aid(1, { id: 'dropped' })]
const next = [aid(2, { id: 'changes' })]

describe('a release that an attempt runs on', () => {
  it('stays, object by object and with its parameters, when another one changes and drops what it holds', async () => {
    const scene = await createScene()
    const first = await scene.next({ version: 5, objects: old })
    const { store } = await deviceWith(first)
    expect(await look(store, await scene.next({ objects: next }, first), [5])).toMatchObject({ version: 6 })
    const { kept = [], objects } = await stateOf(store)
    expect(objects.map(({ sha256 }) => sha256)).toEqual(next.map(hashOf))
    expect(kept.map(({ version, objects }) => [version, objects.map(({ sha256 }) => sha256)])).toEqual([
      [5, old.map(hashOf)],
    ])
    for (const { sha256 } of [...(kept[0]?.objects ?? []), ...(kept[0]?.derived ?? [])])
      expect(sha256Hex((await store.blob(sha256)) ?? new Uint8Array())).toBe(sha256)
  })

  it('goes with the next look once the attempt is over', async () => {
    const scene = await createScene()
    const first = await scene.next({ version: 5, objects: old })
    const { store } = await deviceWith(first)
    const second = await scene.next({ objects: next }, first)
    await look(store, second, [5])
    await look(store, second, [])
    expect((await stateOf(store)).kept).toEqual([])
    expect(await store.blob(hashOf(old[1] as Envelope))).toBeNull()
  })

  it('is fetched by a device that never had it, and held to the same gate', async () => {
    const scene = await createScene()
    const first = await scene.next({ version: 5, objects: old })
    const second = await scene.next({ objects: next }, first)
    const all: Files = new Map([...first, ...second])
    const { store } = await deviceWith(all, after(6))
    expect((await stateOf(store)).release?.version).toBe(6)
    await look(store, all, [5])
    expect((await stateOf(store)).kept?.[0]?.objects.map(({ id }) => id)).toEqual(['changes', 'dropped'])

    const forged = await scene.next({
      version: 4,
      objects: old,
      approvals: async (refs) => [await scene.press.approve('sme', scene.keys.sme1, refs)],
    })
    await look(store, new Map([...forged, ...all]), [4, 5], 7)
    expect((await stateOf(store)).kept?.map(({ version }) => version)).toEqual([5])
    // what was refused is not fetched each minute again
    const asked: string[] = []
    await look(store, new Map([...forged, ...all]), [4, 5], 7, asked)
    expect(asked).not.toContain('/v1/releases/4')
  })

  it('loses what is recalled: that alone changes a running attempt', async () => {
    const scene = await createScene()
    const first = await scene.next({ version: 5, objects: old })
    const { store } = await deviceWith(first)
    const recall = await scene.next(
      {
        objects: next,
        release: (release) => {
          release.recalled = [{ kind: 'job-aid', id: 'dropped', on: '2026-05-10', reason: 'wrong' }]
        },
      },
      first,
    )
    await look(store, recall, [5])
    expect((await stateOf(store)).kept?.[0]?.objects.map(({ id }) => id)).toEqual(['changes'])
  })

  it('is withheld where a key it rests on is withdrawn', async () => {
    const scene = await createScene()
    const first = await scene.next({ version: 5, objects: old })
    const { store } = await deviceWith(first)
    const second = await scene.next({ objects: next }, first)
    await look(store, second, [5])
    const trusts = await scene.trusts((trust) => trust.revoked.push(scene.keys.sme1.signer.kid))
    const third = new Map(second)
    for (const [i, trust] of trusts.entries()) third.set(`/v1/trust/${i + 1}`, trust)
    const renewed = await scene.next({ objects: next, trusts }, first)
    third.set('/v1/time', renewed.get('/v1/time') as Uint8Array)
    await look(store, third, [5], 8)
    const { kept = [], trust } = await stateOf(store)
    expect(trust.version).toBe(2)
    expect(kept.flatMap(({ objects }) => objects.map(({ withheld }) => withheld !== null))).toEqual([true, true])
  })
})
