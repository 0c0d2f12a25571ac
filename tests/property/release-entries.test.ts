import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sha256Hex, utf8 } from '#core/base'
import { readVectorFile, vectorFileBytes, writeVectorFile } from '#core/embedding'
import { readSearchThreshold, readSynonyms, writeSearchThreshold, writeSynonyms } from '#core/retrieval'

const seed = Number(process.env.HANDRAIL_SEED ?? Date.now() % 1_000_000)
console.log(`property tests of release entries: HANDRAIL_SEED=${seed}`)
const runs = (numRuns: number) => ({ seed, numRuns })

const model = sha256Hex('model')
const dimensions = 8
const entry = fc.tuple(
  fc.nat(10_000).map((n) => sha256Hex(String(n))),
  fc
    .array(fc.integer({ min: -127, max: 127 }), { minLength: dimensions, maxLength: dimensions })
    .map((row) => Int8Array.from(row)),
)
const entries = fc.uniqueArray(entry, { maxLength: 40, selector: ([key]) => key })

describe('a file of vectors', () => {
  it('gives back every vector under its key, and nothing under any other', () => {
    fc.assert(
      fc.property(entries, (rows) => {
        const file = readVectorFile(writeVectorFile({ model, dimensions }, rows))
        expect(file).toMatchObject({ model, dimensions, size: rows.length })
        for (const [key, vector] of rows) expect(file?.find(key)).toEqual(vector)
        expect(file?.find(sha256Hex('another'))).toBeNull()
        const listed = rows.map((_, i) => [file?.keyAt(i), file?.vectorAt(i)])
        expect(new Map(listed as [string, Int8Array][])).toEqual(new Map(rows))
      }),
      runs(100),
    )
  })

  it('has the same bytes whatever the order, also at an odd place in a buffer', () => {
    fc.assert(
      fc.property(entries, fc.nat(7), (rows, offset) => {
        const bytes = writeVectorFile({ model, dimensions }, rows)
        expect(writeVectorFile({ model, dimensions }, [...rows].reverse())).toEqual(bytes)
        expect(bytes.length).toBe(vectorFileBytes(rows.length, dimensions))
        const moved = new Uint8Array(bytes.length + offset)
        moved.set(bytes, offset)
        const file = readVectorFile(moved.subarray(offset))
        for (const [key, vector] of rows) expect(file?.find(key)).toEqual(vector)
      }),
      runs(50),
    )
  })

  it('is null when it is cut, longer, or its header was changed, and never a throw', () => {
    const spoil = fc.record({ rows: entries, at: fc.nat(43), to: fc.nat(255), cut: fc.integer({ min: -40, max: 40 }) })
    fc.assert(
      fc.property(spoil, ({ rows, at, to, cut }) => {
        const bytes = writeVectorFile({ model, dimensions }, rows)
        const resized = new Uint8Array(Math.max(0, bytes.length + cut))
        resized.set(bytes.subarray(0, resized.length))
        if (cut !== 0) expect(readVectorFile(resized)).toBeNull()
        const isModel = at >= 12
        const changed = bytes.slice()
        changed[at] = to
        if (rows.length > 0 && !isModel && bytes[at] !== to) expect(readVectorFile(changed)).toBeNull()
      }),
      runs(200),
    )
  })

  it('is null when its keys are out of order, so that no key can hide another', () => {
    const [a, b] = [sha256Hex('a'), sha256Hex('b')]
    const bytes = writeVectorFile({ model, dimensions: 1 }, [
      [a, Int8Array.of(1)],
      [b, Int8Array.of(2)],
    ])
    const twice = bytes.slice()
    twice.copyWithin(44 + 32, 44, 44 + 32)
    expect(readVectorFile(bytes)).not.toBeNull()
    expect(readVectorFile(twice)).toBeNull()
  })
})

describe('entries that come from anywhere', () => {
  it('are a value or null, never a throw', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json().map(utf8),
      fc
        .record({ v: fc.constantFrom(1, 2), groups: fc.jsonValue(), fit: fc.jsonValue() })
        .map((value) => utf8(JSON.stringify(value))),
    )
    fc.assert(
      fc.property(anything, (bytes) => {
        for (const read of [readSynonyms, readSearchThreshold, readVectorFile]) expect(() => read(bytes)).not.toThrow()
      }),
      runs(500),
    )
    expect(readSynonyms(utf8('['.repeat(100_000)))).toBeNull()
  })

  it('keep synonyms as people meant them', () => {
    expect(readSynonyms(writeSynonyms([['Leave', ' annual   leave ', 'vacation', 'leave']]))).toEqual([
      ['leave', 'annual leave', 'vacation'],
    ])
    expect(() => writeSynonyms([['leave', 'Leave']])).toThrow('at least two different words')
    expect(() =>
      writeSynonyms([
        ['leave', 'off'],
        ['off', 'free'],
      ]),
    ).toThrow('one group only')
    expect(readSynonyms(utf8('{"v":1,"groups":[["leave"]]}'))).toBeNull()
  })

  it('keep a threshold with what it was set on', () => {
    const threshold = {
      v: 1,
      model,
      fit: 0.41,
      from: 'own-questions',
      questions: 24,
      falseOffer: 0.1,
      falseSilence: 0.05,
      auroc: 0.97,
    } as const
    expect(readSearchThreshold(writeSearchThreshold(threshold))).toEqual(threshold)
    expect(readSearchThreshold(utf8(JSON.stringify({ ...threshold, fit: null })))).toBeNull()
  })
})
