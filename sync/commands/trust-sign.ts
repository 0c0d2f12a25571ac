import { writeFileSync } from 'node:fs'
import { defineCommand } from 'citty'
import { AppError, dayOf } from '#core/base'
import { fingerprint, instantMs, keyId, signTrustText } from '#core/releases'
import { readProposal } from '../studio/trust-proposal.ts'
import { readRootKey } from '../studio/trust-root-key.ts'
import { changeWords, trustWords } from '../studio/trust-words.ts'
import { readText } from './input-file.ts'
import { ask, passphraseFor } from './trust-ask.ts'

/** Needs no server, no data folder and no network: a root holder signs on a machine of their own. */
export const sign = defineCommand({
  meta: {
    name: 'sign',
    description: 'Read what a trust file changes, and sign it with a root key (no network needed)',
  },
  args: {
    proposal: { type: 'positional', description: 'the file that trust propose wrote', required: true },
    key: { type: 'string', description: 'root key file', required: true },
    out: { type: 'string', description: 'file to write (default: the proposal with the holder in its name)' },
    yes: { type: 'boolean', description: 'sign without being asked; what is signed was read before' },
    'passphrase-file': { type: 'string', description: 'file whose first line is the passphrase; asked for without' },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  async run({ args }) {
    const { before, next, text, first } = await readProposal(readText(args.proposal), args.proposal)
    const key = readRootKey(readText(args.key), args.key)
    const kid = keyId(key.jwk)
    if (!before.roles.root.kids.includes(kid) && !next.roles.root.kids.includes(kid))
      throw new AppError('refused', `${args.key} is no root key of ${before.tenant}, before or after.`)
    const say = (line: string) => console.error(line)
    say(`Trust file ${next.version} of ${next.tenant}, whose first trust file is ${first.slice(0, 16)}.`)
    say(`It is in force until ${dayOf(instantMs(next.expires))}. Against trust file ${before.version}:`)
    const words = changeWords(before, next)
    for (const line of words.length > 0 ? words : ['Nothing changes but its end.']) say(`  ${line}`)
    say('After it:')
    for (const line of trustWords(next)) say(`  ${line}`)
    say('Compare each new fingerprint with its holder before you sign.')
    if (!args.yes && (await ask(`Type ${next.version} to sign as ${key.name}: `, '--yes')) !== String(next.version))
      throw new AppError('refused', 'Nothing was signed.')
    const passphrase = key.sealed ? await passphraseFor(args.key, args['passphrase-file']) : ''
    const signed = await signTrustText(text, await key.open(passphrase))
    const out = args.out ?? `${args.proposal.replace(/\.json$/, '')}.${key.person}.json`
    writeFileSync(out, signed, { mode: 0o600 })
    console.log(
      args.json
        ? JSON.stringify({ file: out, version: next.version, kid, changes: words })
        : `${out} is signed by ${key.name}, key ${fingerprint(kid)}.`,
    )
  },
})
