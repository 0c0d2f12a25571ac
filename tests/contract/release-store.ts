import { beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex, utf8 } from '#core/base'
import type { ReleaseStore } from '#core/releases'
import { anyState } from '../support/release-states.ts'

const blob = (text: string) => ({ sha256: sha256Hex(text), bytes: utf8(text) })
const keep = (...blobs: { sha256: string }[]) => new Set(blobs.map(({ sha256 }) => sha256))

/**
 * What every ReleaseStore promises.
 *
 * @param open an empty store
 */
export function describeReleaseStore(name: string, open: () => Promise<ReleaseStore>): void {
  describe(`release store: ${name}`, () => {
    let store: ReleaseStore
    beforeEach(async () => {
      store = await open()
    })

    it('holds nothing at first', async () => {
      expect(await store.load()).toBeNull()
      expect(await store.blob(blob('a').sha256)).toBeNull()
    })

    it('gives back the state and the blobs it was given', async () => {
      const [a, b] = [blob('a'), blob('b')]
      await store.install(anyState(1), [a, b], keep(a, b))
      expect(await store.load()).toEqual(anyState(1))
      expect(await store.blob(b.sha256)).toEqual(b.bytes)
    })

    it('gives many blobs at once, in order, and null where one is missing', async () => {
      const [a, b] = [blob('a'), blob('b')]
      await store.install(anyState(1), [a, b], keep(a, b))
      expect(await store.blobs([b.sha256, blob('c').sha256, a.sha256])).toEqual([b.bytes, null, a.bytes])
      expect(await store.blobs([])).toEqual([])
    })

    it('gives the newest state, also to who looked before', async () => {
      await store.install(anyState(1), [], new Set())
      expect((await store.load())?.revision).toBe(1)
      await store.install(anyState(2), [], new Set())
      expect((await store.load())?.revision).toBe(2)
      await store.clear()
      expect(await store.load()).toBeNull()
      await store.install({ ...anyState(1), releaseFloor: 3 }, [], new Set())
      expect((await store.load())?.releaseFloor).toBe(3)
    })

    it('drops blobs that the new state does not rest on, and keeps those it does', async () => {
      const [a, b, c] = [blob('a'), blob('b'), blob('c')]
      await store.install(anyState(1), [a, b], keep(a, b))
      await store.install(anyState(2), [c], keep(b, c))
      expect(await store.blob(a.sha256)).toBeNull()
      expect(await store.blob(b.sha256)).toEqual(b.bytes)
      expect(await store.blob(c.sha256)).toEqual(c.bytes)
    })

    it('takes one of two updates made from the same state', async () => {
      await store.install(anyState(1), [], new Set())
      const tries = await Promise.allSettled([2, 2].map(() => store.install(anyState(2), [], new Set())))
      expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      await expect(store.install(anyState(2), [], new Set())).rejects.toMatchObject({ code: 'conflict' })
      expect((await store.load())?.revision).toBe(2)
    })

    it('changes nothing when an update is refused', async () => {
      const [a, b] = [blob('a'), blob('b')]
      await store.install(anyState(1), [a], keep(a))
      await expect(store.install(anyState(7), [b], keep(b))).rejects.toMatchObject({ code: 'conflict' })
      expect(await store.load()).toEqual(anyState(1))
      expect(await store.blob(a.sha256)).toEqual(a.bytes)
      expect(await store.blob(b.sha256)).toBeNull()
    })

    it('is not changed by what the caller does with bytes or state afterwards', async () => {
      const a = blob('a')
      const state = anyState(1)
      await store.install(state, [a], keep(a))
      state.releaseFloor = 99
      a.bytes[0] = 0
      expect((await store.load())?.releaseFloor).toBe(0)
      expect(await store.blob(a.sha256)).toEqual(utf8('a'))
    })

    it('is empty after it was cleared', async () => {
      const a = blob('a')
      await store.install(anyState(1), [a], keep(a))
      await store.clear()
      expect(await store.load()).toBeNull()
      expect(await store.blob(a.sha256)).toBeNull()
      await store.install(anyState(1), [], new Set())
    })
  })
}
