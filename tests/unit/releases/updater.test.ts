import { describe, expect, it } from 'vitest'
import { AppError, parseJson, sha256Hex, textOf } from '#core/base'
import { objectBytes } from '#core/content'
import {
  createUpdater,
  fromBase64Url,
  heldBlobs,
  instant,
  leaseState,
  mayShow,
  signTime,
  signTrust,
  Time,
  type TrustedState,
} from '#core/releases'
import { createScene, deviceWith } from '../../support/release-attacks.ts'
import { addKey, after, aid, device, holder, trustOf } from '../../support/release-world.ts'

const stateOf = async ({ store }: Awaited<ReturnType<typeof device>>): Promise<TrustedState> => {
  const state = await store.load()
  if (!state) throw new Error('nothing stored')
  return state
}

describe('an honest update', () => {
  it('downloads only what changed', async () => {
    const scene = await createScene()
    const many = Array.from({ length: 20 }, (_, i) => aid(1, { id: `aid-${i}` }))
    const first = await scene.next({ version: 5, objects: many })
    const here = await deviceWith(first)
    const asked: string[] = []
    const next = await scene.next({ objects: [...many.slice(1), aid(2, { id: 'aid-0' })] }, first)
    expect(await here.updater(next, after(6), asked).update()).toMatchObject({ state: 'installed', downloaded: 4 })
    // one object, its two approvals, one derived entry
    expect(asked.filter((path) => path.startsWith('/v1/objects/'))).toHaveLength(4)
  })

  it('drops what the new release no longer holds: recall', async () => {
    const scene = await createScene()
    const first = await scene.next({ version: 5, objects: [aid(5), aid(1, { id: 'recalled' })] })
    const here = await deviceWith(first)
    await here.updater(await scene.next({ objects: [aid(6)] }, first), after(6)).update()
    expect((await stateOf(here)).objects.map(({ id }) => id)).toEqual(['refund-approval'])
    expect(await here.store.blob(sha256Hex(objectBytes(aid(1, { id: 'recalled' }))))).toBeNull()
  })

  it('says current, and renews the lease, when only the time is new', async () => {
    const scene = await createScene()
    const here = await deviceWith(scene.good)
    const before = leaseState(await stateOf(here), after(5)).freshUntilMs
    const { payload } = JSON.parse(textOf(scene.good.get('/v1/time') as Uint8Array, 'time')) as { payload: string }
    const time = parseJson(Time, textOf(fromBase64Url(payload, 'time'), 'time'), 'time')
    const renewed = await signTime(
      { ...time, version: 51, signedAt: instant(after(8)), expires: instant(after(15)) },
      scene.keys.time.signer,
    )
    const outcome = await here.updater(new Map(scene.good).set('/v1/time', renewed), after(8)).update()
    expect(outcome).toEqual({ state: 'current', version: 5 })
    expect(leaseState(await stateOf(here), after(8)).freshUntilMs).toBe((before ?? 0) + 3 * 24 * 60 * 60 * 1000)
  })

  it('takes a rollback both roles agreed to, for that release', async () => {
    const scene = await createScene()
    const here = await deviceWith(scene.good)
    const agreed = (rollbackIn: number) => async (o: Parameters<typeof scene.press.approve>[2]) => [
      await scene.press.approve('sme', scene.keys.sme1, o, { rollbackIn }),
      await scene.press.approve('ld', scene.keys.ld1, o, { rollbackIn }),
    ]
    const back = await here.updater(await scene.next({ objects: [aid(4)], approvals: agreed(6) }), after(6)).update()
    expect(back).toMatchObject({ state: 'installed', version: 6 })
    expect((await stateOf(here)).objects[0]).toMatchObject({ version: 4 })
  })

  it('is offline, not refused, when the server cannot be reached', async () => {
    const scene = await createScene()
    const here = await deviceWith(scene.good)
    const updater = createUpdater({
      store: here.store,
      transport: { getBytes: () => Promise.reject(new AppError('offline', 'no network')) },
      nowMs: () => after(6),
      checks: {},
    })
    expect(await updater.update()).toEqual({ state: 'offline' })
  })

  it('fetches again what rotted in the device’s own storage', async () => {
    const scene = await createScene()
    const source = await deviceWith(scene.good)
    const state = await stateOf(source)
    const rotten = await device()
    const hash = state.objects[0]?.sha256 ?? ''
    const blobs = await Promise.all(
      [...heldBlobs(state)].map(async (sha256) => ({
        sha256,
        bytes: sha256 === hash ? new Uint8Array([1]) : ((await source.store.blob(sha256)) ?? new Uint8Array()),
      })),
    )
    await rotten.store.install({ ...state, revision: 1 }, blobs, heldBlobs(state))
    const next = await scene.next({ objects: [aid(5), aid(1, { id: 'another' })] })
    expect((await rotten.updater(next, after(6)).update()).state).toBe('installed')
    expect(sha256Hex((await rotten.store.blob(hash)) ?? '')).toBe(hash)
  })
})

describe('a revocation', () => {
  it('withholds what rests on the revoked key at once, also when no new release can be had', async () => {
    const scene = await createScene()
    const here = await deviceWith(scene.good)
    const files = await scene.next({
      version: 5,
      objects: [aid(5)],
      trusts: await scene.trusts((trust) => trust.revoked.push(scene.keys.sme1.signer.kid)),
    })
    for (const path of files.keys()) if (path.startsWith('/v1/releases/')) files.delete(path)
    await here.updater(files, after(6)).update()
    const [object] = (await stateOf(here)).objects
    expect(object?.withheld).toMatch(/withdrawn/)
    if (object) expect(mayShow(object, {}, { lease: 'fresh', freshUntilMs: null })).toBe(false)
  })

  it('of the key that signed the release withholds all of it', async () => {
    const scene = await createScene()
    const here = await deviceWith(
      await scene.next({
        version: 5,
        approvals: async (o) => [
          await scene.press.approve('sme', scene.keys.sme1, o),
          await scene.press.approve('ld', scene.keys.ld2, o),
        ],
      }),
    )
    const trusts = await scene.trusts((trust) => trust.revoked.push(scene.keys.ld1.signer.kid))
    await here.updater(await scene.next({ trusts }), after(6)).update()
    expect((await stateOf(here)).objects.every(({ withheld }) => withheld !== null)).toBe(true)
    // fast-forward recovery: a lower number by an honest key is taken again
    const recovered = await scene.next({
      version: 6,
      trusts,
      releaseBy: scene.keys.ld2.signer,
      approvals: async (o) => [
        await scene.press.approve('sme', scene.keys.sme1, o),
        await scene.press.approve('ld', scene.keys.ld2, o),
      ],
    })
    expect((await here.updater(recovered, after(6)).update()).state).toBe('installed')
  })

  it('of a fast-forwarded time key lets the new time key start over', async () => {
    const scene = await createScene()
    const here = await deviceWith(scene.good)
    const ahead = await scene.next({
      time: (time) => {
        time.version = Number.MAX_SAFE_INTEGER
        time.signedAt = instant(after(10_000))
        time.expires = instant(after(20_000))
      },
    })
    await here.updater(ahead, after(6)).update()
    const heir = await holder('server')
    const trusts = await scene.trusts((trust) => {
      addKey(trust, 'time', heir)
      trust.revoked.push(scene.keys.time.signer.kid)
    })
    expect((await stateOf(here)).time?.version).toBe(Number.MAX_SAFE_INTEGER)
    const outcome = await here.updater(await scene.next({ version: 8, trusts, timeBy: heir.signer }), after(8)).update()
    expect(outcome).toMatchObject({ state: 'installed', version: 8 })
  })
})

describe('enrolment', () => {
  it('refuses a server whose first trust file is not the pinned one', async () => {
    const scene = await createScene()
    const { updater } = await device()
    await expect(updater(scene.good, after(5)).pin('larkfield', 'f'.repeat(64))).rejects.toMatchObject({
      code: 'wrong-root',
    })
  })

  it('refuses a pinned file of another organisation or of fewer roots than it asks for', async () => {
    const scene = await createScene()
    const first = scene.good.get('/v1/trust/1') as Uint8Array
    const other = await device()
    await expect(other.updater(scene.good, after(5)).pin('other', sha256Hex(first))).rejects.toMatchObject({
      code: 'wrong-tenant',
    })
    const half = await signTrust(trustOf(scene.keys), [scene.keys.root1.signer])
    await expect(
      other.updater(new Map([['/v1/trust/1', half]]), after(5)).pin('larkfield', sha256Hex(half)),
    ).rejects.toMatchObject({ code: 'threshold' })
    expect(await other.store.load()).toBeNull()
  })
})

describe('the lease', () => {
  it('is fresh for seven days after the time was signed, then stale; a clock set back does not help', async () => {
    const scene = await createScene()
    const state = await stateOf(await deviceWith(scene.good))
    expect(leaseState(state, after(12) - 1).lease).toBe('fresh')
    expect(leaseState(state, after(12)).lease).toBe('stale')
    expect(leaseState({ ...state, timeFloorMs: after(12) }, after(5)).lease).toBe('stale')
    expect(leaseState(null, after(5)).lease).toBe('none')
  })

  it('hides what must be fresh once it is over, and only that', async () => {
    const scene = await createScene()
    const [object] = (await stateOf(await deviceWith(scene.good))).objects
    const stale = { lease: 'stale', freshUntilMs: after(12) } as const
    if (!object) throw new Error('no object')
    expect(mayShow(object, { mustBeFresh: true }, stale)).toBe(false)
    expect(mayShow(object, { mustBeFresh: false }, stale)).toBe(true)
    expect(mayShow(object, { mustBeFresh: true }, { ...stale, lease: 'fresh' })).toBe(true)
  })
})

it('a transport that answers nothing is a refusal, not a crash', async () => {
  const scene = await createScene()
  const here = await deviceWith(scene.good)
  expect(await here.updater(new Map(), after(6)).update()).toMatchObject({ state: 'refused', code: 'not-found' })
})
