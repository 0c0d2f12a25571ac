import { describe, expect, it } from 'vitest'
import { parse, utf8 } from '#core/base'
import {
  Block,
  blockText,
  contentKind,
  contentKinds,
  MAX_OBJECT_BYTES,
  objectBytes,
  objectHash,
  readObject,
} from '#core/content'

const aid = {
  kind: 'job-aid',
  id: 'refund-approval',
  version: 1,
  authors: ['amira'],
  body: contentKind('job-aid').examples[0] as Record<string, unknown>,
}

describe('objects', () => {
  it('read back from their bytes as they were written, under one hash', () => {
    const bytes = objectBytes(aid)
    expect(readObject(bytes)).toEqual(aid)
    expect(objectHash(bytes)).toBe(objectHash(objectBytes(readObject(bytes))))
  })

  it('are refused with one sentence when the kind is unknown, naming the kinds there are', () => {
    expect(() => readObject(objectBytes({ ...aid, kind: 'video-game' }))).toThrow(
      /no content kind "video-game"; use one of job-aid/,
    )
  })

  it('are refused without an author, with a field nobody asked for, and when too large', () => {
    expect(() => objectBytes({ ...aid, authors: [] })).toThrow(/at least one author/)
    expect(() => readObject(utf8(JSON.stringify({ ...aid, approved: true })))).toThrow(/approved/)
    expect(() => readObject(new Uint8Array(MAX_OBJECT_BYTES + 1).fill(32))).toThrow(/larger than/)
  })

  it('are refused when a part rests on no source passage', () => {
    const body = { ...aid.body, parts: [{ blocks: [{ block: 'text', text: 'Trust me.' }], sources: [] }] }
    expect(() => readObject(objectBytes({ ...aid, body }))).toThrow(/at least one source passage/)
  })

  it('pass the further check of a composition root for their kind, and only for it', () => {
    const refuse = () => {
      throw new Error('checked')
    }
    expect(() => readObject(objectBytes(aid), { 'job-aid': refuse })).toThrow('checked')
    expect(() => readObject(objectBytes(aid), { item: refuse })).not.toThrow()
  })
})

describe('blocks', () => {
  it('take no address but a full https one', () => {
    const link = (href: string) => () => parse(Block, { block: 'link', href, text: 'here' }, 'block')
    expect(link('https://example.org/a')).not.toThrow()
    for (const bad of ['javascript:alert(1)', 'http://example.org', 'data:text/html,x', '/relative', 'https:evil'])
      expect(link(bad), bad).toThrow()
  })

  it('carry words for search, difference and print, whatever the block', () => {
    for (const kind of contentKinds)
      for (const example of kind.examples)
        for (const block of kind.view(example)) expect(blockText(block).join('').length).toBeGreaterThan(0)
  })
})

describe('a competency', () => {
  const competency = contentKind('competency')
  const example = competency.examples[0] as Record<string, unknown>

  it('is refused without condition or standard, and without provenance', () => {
    expect(() => competency.check({ ...example, statement: { verb: 'Know', object: 'refunds' } })).toThrow(/condition/)
    expect(() => competency.check({ ...example, provenance: [] })).toThrow(/who asserted it/)
  })
})
