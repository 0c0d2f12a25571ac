import { fingerprint, personName, type Trust, type TrustRole } from '#core/releases'

const roleWords: Record<TrustRole, string> = {
  root: 'hold a root key',
  sme: 'sign as SME',
  ld: 'sign as L&D reviewer and release',
  time: 'say what is current (the server)',
}
const roles: readonly TrustRole[] = ['root', 'sme', 'ld', 'time']

/** One key in one role, as a person compares it. */
const held = (trust: Trust, kid: string): string => {
  const person = trust.keys[kid]?.person ?? 'nobody'
  return `${nameAsIs(personName(trust, person))} (${person}), key ${fingerprint(kid)}`
}

/**
 * A name can be anything somebody wrote into a file that is carried about: one that could hide a line on a terminal, or speak of
 * another key, stands in quotation marks with every such sign spelt out.
 */
export function nameAsIs(name: string): string {
  if (/^[\p{L}\p{M}\p{N}.'’-]+(?: [\p{L}\p{M}\p{N}.'’-]+)*$/u.test(name)) return name
  const spelt = (sign: string) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`
  return `“${name.replace(/[“”\\]|(?! )[\p{C}\p{Z}]|(?<= ) /gu, spelt)}”`
}
const inForce = (trust: Trust, role: TrustRole): string[] =>
  trust.roles[role].kids.filter((kid) => !trust.revoked.includes(kid))

/** Everybody whose word counts, one line each. */
export function trustWords(trust: Trust): string[] {
  return roles.flatMap((role) => {
    const kids = inForce(trust, role)
    const need = role === 'root' ? `, ${trust.roles.root.need} of ${kids.length} sign together` : ''
    return [`May ${roleWords[role]}${need}:`, ...(kids.length > 0 ? kids : [null]).map(lineOf)]
    function lineOf(kid: string | null): string {
      return kid === null ? '  nobody' : `  ${held(trust, kid)}`
    }
  })
}

/** What a trust file changes against the one before it: what its signers put their names to. Empty when only its end moves. */
export function changeWords(before: Trust, next: Trust): string[] {
  const lines: string[] = []
  for (const role of roles) {
    const [was, is] = [inForce(before, role), inForce(next, role)]
    for (const kid of is) if (!was.includes(kid)) lines.push(`From now on may ${roleWords[role]}: ${held(next, kid)}`)
    for (const kid of was) if (!is.includes(kid)) lines.push(`May no longer ${roleWords[role]}: ${held(before, kid)}`)
  }
  if (before.roles.root.need !== next.roles.root.need)
    lines.push(`${next.roles.root.need} root holders sign together instead of ${before.roles.root.need}`)
  for (const [kid, { person }] of Object.entries(next.keys)) {
    const was = before.keys[kid]
    if (was && was.person !== person) lines.push(`Key ${fingerprint(kid)} passes from ${was.person} to ${person}`)
  }
  for (const [id, { name }] of Object.entries(next.people)) {
    const was = before.people[id]
    if (was && was.name !== name) lines.push(`${id} is called ${nameAsIs(name)} instead of ${nameAsIs(was.name)}`)
  }
  if (before.demo !== next.demo) lines.push(next.demo ? 'It becomes a demo' : 'It is a demo no longer')
  return lines
}
