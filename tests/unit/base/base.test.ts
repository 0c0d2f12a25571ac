import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { AppError, createRandom, idTimeMs, isId, newId, parse, parseJson, sha256Hex, textOf, utf8 } from '#core/base'

describe('ids', () => {
  it('carry the time of the intent in milliseconds and sort by it', () => {
    const random = createRandom(1)
    let now = 1_700_000_000_123
    const source = { nowMs: () => now, randomBytes: random.bytes }
    const first = newId(source)
    now += 1
    const second = newId(source)
    expect(isId(first)).toBe(true)
    expect(idTimeMs(first)).toBe(1_700_000_000_123)
    expect(first < second).toBe(true)
  })

  it('survive clocks at the epoch and far in the future', () => {
    const { bytes } = createRandom(2)
    for (const ms of [0, 1, 4_102_444_800_000, 2 ** 48 - 1])
      expect(idTimeMs(newId({ nowMs: () => ms, randomBytes: bytes }))).toBe(ms)
  })

  it('refuse what only looks like an id', () => {
    expect(isId('0190b9a1-7c4e-4f00-8000-000000000000')).toBe(false)
    expect(isId('nonsense')).toBe(false)
  })
})

describe('the door for data', () => {
  const Thing = v.object({ name: v.string(), parts: v.array(v.object({ size: v.number() })) })

  it('names the first field that does not fit, and where the data came from', () => {
    const read = () => parse(Thing, { name: 'a', parts: [{ size: 1 }, { size: 'two' }] }, 'sync reply')
    expect(read).toThrow(AppError)
    expect(read).toThrow(/^sync reply: "parts\.1\.size": /)
  })

  it('says so when the text is no JSON at all', () => {
    expect(() => parseJson(Thing, '{"name":', 'release 3')).toThrow('release 3: not valid JSON')
  })

  it('refuses bytes that are not UTF-8 instead of guessing', () => {
    expect(() => textOf(Uint8Array.of(0xff, 0xfe, 0x00), 'file x')).toThrow('file x: not UTF-8 text')
    expect(textOf(utf8('naïve ✓'), 'file x')).toBe('naïve ✓')
  })
})

describe('sha256', () => {
  it('equals the published vector for "abc" (FIPS 180-4)', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })
})

describe('seeded random', () => {
  it('gives the same run for the same seed and another for another', () => {
    const run = (seed: number) => createRandom(seed).shuffle([1, 2, 3, 4, 5, 6, 7, 8]).join()
    expect(run(7)).toBe(run(7))
    expect(run(7)).not.toBe(run(8))
  })

  it('spreads evenly: each of ten boxes gets 10 % within 1 %', () => {
    const { int } = createRandom(42)
    const boxes = new Array<number>(10).fill(0)
    for (let i = 0; i < 100_000; i++) boxes[int(10)] = boxes[int(10)]! + 1
    const total = boxes.reduce((a, b) => a + b, 0)
    for (const box of boxes) expect(Math.abs(box / total - 0.1)).toBeLessThan(0.01)
  })
})

describe('what does not fit is said in words', () => {
  const said = (schema: v.GenericSchema, value: unknown) => {
    try {
      parse(schema, value, 'form')
      return 'fits'
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }
  const schema = v.strictObject({
    name: v.pipe(v.string(), v.minLength(1), v.maxLength(5)),
    list: v.optional(v.pipe(v.array(v.number()), v.minLength(2)), [1, 2]),
    kind: v.optional(v.picklist(['a', 'b']), 'a'),
    n: v.optional(v.pipe(v.number(), v.maxValue(9)), 1),
  })
  it.each([
    [{}, 'form: "name": is missing'],
    [{ name: '' }, 'form: "name": must not be empty'],
    [{ name: 'longer' }, 'form: "name": must have at most 5 characters'],
    [{ name: 5 }, 'form: "name": must be text'],
    [{ name: 'x', list: [1] }, 'form: "list": must have at least 2 entries'],
    [{ name: 'x', kind: 'c' }, 'form: "kind": must be a or b'],
    [{ name: 'x', n: 10 }, 'form: "n": must be at most 9'],
    [{ name: 'x', more: 1 }, 'form: "more": is not known here'],
    [7, 'form: must be an object'],
  ])('%j', (value, message) => expect(said(schema, value)).toBe(message))
})
