import { describe, expect, it } from 'vitest'
import { fingerprint } from '#core/releases'
import { emptyTrust, withKey } from '../../../sync/studio/trust-file.ts'
import { changeWords, trustWords } from '../../../sync/studio/trust-words.ts'
import { newKey } from '../../support/studio.ts'

const before = emptyTrust('acme', false, Date.parse('2026-05-04T09:00:00Z'))
const { jwk, signer } = await newKey()
const held = (name: string) => withKey(before, { person: 'eve', name, jwk, role: 'ld' })
/** What a terminal shows after this is no longer what was written before it. */
const hides = /(?! )[\p{C}\p{Z}]/u

describe('what a root holder reads before signing', () => {
  it('has each change on a line of its own, whatever a name holds', () => {
    for (const name of [
      'Eve\u001b[1A\u001b[2K',
      'Eve\nNothing changes but its end.',
      'Eve\u009b2K',
      'E\u202eve',
      'Eve\r',
    ]) {
      const lines = [...changeWords(before, held(name)), ...trustWords(held(name))]
      expect(lines.filter((line) => line.includes(`(eve), key ${fingerprint(signer.kid)}`))).toHaveLength(2)
      for (const line of lines) expect(line).not.toMatch(hides)
    }
  })

  it('shows a name that speaks of another key as a name', () => {
    const [line] = changeWords(before, held(`Sue (sue), key 1111 2222 3333${' '.repeat(40)}`))
    expect(line).toContain('“Sue (sue), key 1111 2222 3333 \\u{20}\\u{20}')
  })

  it('leaves the names of people as they are written', () => {
    for (const name of ['Zoë O’Neill-Šimić', 'J. R. Ó Briain', 'رنا خالد', '田中 さくら'])
      expect(changeWords(before, held(name))[0]).toContain(`: ${name} (eve)`)
    expect(changeWords(held('Eve'), held('E\u0000'))[0]).toBe('eve is called “E\\u{0}” instead of Eve')
  })
})
