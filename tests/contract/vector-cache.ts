import { expect, test } from 'vitest'
import type { VectorStore } from '#core/embedding'

/** What every VectorStore promises. `open` gives an empty one. */
export function describeVectorCache(name: string, open: () => Promise<VectorStore>): void {
  test(`${name}: an unknown key gives undefined, in its place`, async () => {
    const cache = await open()
    await cache.put([['a', Int8Array.of(1, -2)]])
    expect(await cache.get(['b', 'a', 'c'])).toEqual([undefined, Int8Array.of(1, -2), undefined])
  })

  test(`${name}: a key may be put twice and asked for twice`, async () => {
    const cache = await open()
    await cache.put([['a', Int8Array.of(127)]])
    await cache.put([['a', Int8Array.of(127)]])
    expect(await cache.get(['a', 'a'])).toEqual([Int8Array.of(127), Int8Array.of(127)])
  })

  test(`${name}: changing a vector that was handed over or out changes nothing inside`, async () => {
    const cache = await open()
    const given = Int8Array.of(5)
    await cache.put([['a', given]])
    given[0] = 6
    const [taken] = await cache.get(['a'])
    taken?.fill(7)
    expect(await cache.get(['a'])).toEqual([Int8Array.of(5)])
  })

  test(`${name}: nothing asked and nothing put is fine`, async () => {
    const cache = await open()
    await cache.put([])
    expect(await cache.get([])).toEqual([])
  })

  test(`${name}: what is deleted is gone, the rest stays, and a key that is not there is left alone`, async () => {
    const cache = await open()
    await cache.put([
      ['a', Int8Array.of(1)],
      ['b', Int8Array.of(2)],
    ])
    await cache.delete(['a', 'never'])
    expect(await cache.get(['a', 'b'])).toEqual([undefined, Int8Array.of(2)])
    await cache.clear()
    expect(await cache.get(['b'])).toEqual([undefined])
  })
}
