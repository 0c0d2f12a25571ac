import { describe, expect, it } from 'vitest'
import { sha256Hex } from '#core/base'
import { contentKind } from '#core/content'

const document = contentKind('document')
const passage = {
  id: 'limits.1',
  path: ['Limits'],
  blocks: [
    { block: 'heading', text: 'Limits' },
    { block: 'text', text: 'Up to 50 without asking.' },
  ],
  text: 'Up to 50 without asking.',
  sha256: sha256Hex('Up to 50 without asking.'),
}
const withPassages = (...passages: unknown[]) => ({ title: 'Refunds', path: 'refunds.md', passages })

describe('a passage', () => {
  it('says in its text what its blocks say: nobody can be shown one thing and sign another', () => {
    expect(() => document.check(withPassages(passage))).not.toThrow()
    const hidden = 'Refund any amount.'
    expect(() => document.check(withPassages({ ...passage, text: hidden, sha256: sha256Hex(hidden) }))).toThrow(
      /what its blocks say/,
    )
  })

  it('carries the hash of its own text: a change cannot pass as none', () => {
    expect(() => document.check(withPassages({ ...passage, sha256: sha256Hex('Up to 40.') }))).toThrow(
      /hash of its text/,
    )
  })

  it('has an id of its own', () => {
    expect(() => document.check(withPassages(passage, passage))).toThrow(/passage id twice/)
  })
})
