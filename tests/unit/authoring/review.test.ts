import { describe, expect, it } from 'vitest'
import { type GivenApproval, isApproved, maySign, reviewState } from '#core/authoring'

const sme: GivenApproval = { role: 'sme', person: 'sam' }
const ld: GivenApproval = { role: 'ld', person: 'lena' }
const object = { authors: ['amira'] }

describe('review state', () => {
  it('goes from draft over in review and approved to released', () => {
    expect(reviewState([], false)).toBe('draft')
    expect(reviewState([sme], false)).toBe('in-review')
    expect(reviewState([sme, ld], false)).toBe('approved')
    expect(reviewState([sme, ld], true)).toBe('released')
  })

  it('is not approved by one person in both roles, nor by one role twice', () => {
    expect(isApproved([sme, { role: 'ld', person: 'sam' }])).toBe(false)
    expect(isApproved([sme, { role: 'sme', person: 'sue' }])).toBe(false)
  })
})

describe('who may sign', () => {
  it('an SME and an L&D reviewer, each in their role', () => {
    expect(maySign(object, 'sam', ['sme'], [])).toEqual({ roles: ['sme'], whyNot: null })
    expect(maySign(object, 'lena', ['ld'], [sme])).toEqual({ roles: ['ld'], whyNot: null })
  })

  it('not the author, whatever roles they hold', () => {
    expect(maySign({ authors: ['amira', 'sam'] }, 'sam', ['sme', 'ld'], [])).toMatchObject({ roles: [] })
  })

  it('nobody a second time, not even in another role', () => {
    expect(maySign(object, 'sam', ['sme', 'ld'], [sme]).whyNot).toMatch(/two review roles/)
  })

  it('nobody without a review role, and nobody where the signature is already there', () => {
    expect(maySign(object, 'leo', [], []).roles).toEqual([])
    expect(maySign(object, 'sue', ['sme'], [sme]).roles).toEqual([])
  })
})
