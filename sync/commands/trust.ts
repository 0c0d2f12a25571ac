import { writeFileSync } from 'node:fs'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, DAY_MS, dayOf, parse, sha256Hex, textOf, utf8 } from '#core/base'
import {
  fingerprint,
  instantMs,
  keyId,
  MAX_TRUST_BYTES,
  mergeJws,
  personName,
  type Trust,
  verifyTrust,
} from '#core/releases'
import { type Operator, withOperator } from '../client.ts'
import { realWorld } from '../organisation.ts'
import { nextTrust, proposalOf, verifyChain, WaitingKey } from '../studio/trust-proposal.ts'
import { newRootKey, readRootKey } from '../studio/trust-root-key.ts'
import { changeWords, nameAsIs, trustWords } from '../studio/trust-words.ts'
import { readText } from './input-file.ts'
import { passphraseFor } from './trust-ask.ts'
import { sign } from './trust-sign.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const passphraseFile = {
  type: 'string',
  description: 'file whose first line is the passphrase; asked for without',
} as const

const newRoot = defineCommand({
  meta: { name: 'new-root', description: "Make a root holder's key, in a file that only a passphrase opens" },
  args: {
    file: { type: 'positional', description: 'file to write, e.g. rosa.root.json on a stick', required: true },
    person: { type: 'string', description: 'id of who holds it, e.g. rosa', required: true },
    name: { type: 'string', description: 'name of who holds it', required: true },
    'passphrase-file': passphraseFile,
    json,
  },
  async run({ args }) {
    const text = await newRootKey(args.person, args.name, await passphraseFor(args.file, args['passphrase-file']))
    const { jwk } = readRootKey(text, args.file)
    writeNew(args.file, text)
    if (args.json) return console.log(JSON.stringify({ file: args.file, kid: keyId(jwk) }))
    console.log(`${args.file} holds the root key ${fingerprint(keyId(jwk))} of ${args.name}.`)
    console.log('Keep it off the server, with a second copy elsewhere; without the passphrase neither opens.')
  },
})

/** The server's own word, checked here: the chain of trust files proves itself. */
const View = v.object({ chain: v.array(v.string()), withdrawn: v.array(v.string()), waiting: v.array(WaitingKey) })
async function viewOf(operator: Operator) {
  const { chain, withdrawn, waiting } = parse(View, await operator.get('/v1/studio/trust'), 'trust')
  return { chain, withdrawn, waiting, trust: await verifyChain(chain) }
}

const show = defineCommand({
  meta: { name: 'show', description: 'Say whose word counts, which keys wait, and when the trust file ends' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { chain, trust, waiting, withdrawn } = await viewOf(operator)
      const first = sha256Hex(chain[0] ?? '')
      const days = Math.floor((instantMs(trust.expires) - realWorld.nowMs()) / DAY_MS)
      if (args.json) return console.log(JSON.stringify({ trust, first, days, waiting, withdrawn }))
      console.log(
        `Trust file ${trust.version} of ${trust.tenant}${trust.demo ? ' (demo)' : ''}, first one ${first.slice(0, 16)}`,
      )
      console.log(
        `It ends on ${dayOf(instantMs(trust.expires))}, in ${days} days${days < 60 ? ': have it renewed' : ''}.`,
      )
      for (const line of trustWords(trust)) console.log(line)
      if (waiting.length > 0) console.log('Waiting for the root holders:')
      for (const key of waiting)
        console.log(
          `  ${nameAsIs(key.name)} (${key.person}) as ${key.role}, key ${fingerprint(key.kid)}${key.holdsRole ? '' : ': no longer in that role'}`,
        )
      if (withdrawn.length > 0) console.log('Withdrawn, and to be revoked by the next trust file:')
      for (const kid of withdrawn) console.log(`  ${holderName(trust, kid)}, key ${fingerprint(kid)}`)
    }),
})

const holderName = (trust: Trust, kid: string) => personName(trust, trust.keys[kid]?.person ?? 'nobody')

const propose = defineCommand({
  meta: { name: 'propose', description: 'Write the next trust file, for the root holders to sign' },
  args: {
    out: { type: 'positional', description: 'file to write', required: true },
    accept: { type: 'string', description: 'waiting keys to accept: their fingerprints, by commas, or all' },
    revoke: { type: 'string', description: 'keys to revoke: fingerprints, by commas; withdrawn ones always are' },
    roots: { type: 'string', description: 'root key files of everybody who holds the root from now on, by commas' },
    need: { type: 'string', description: 'how many of them sign together; more than half without' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { chain, trust, waiting, withdrawn } = await viewOf(operator)
      const open = waiting.filter(({ holdsRole }) => holdsRole)
      const accept = args.accept === 'all' ? open : list(args.accept).map((name) => found(open, name, ({ kid }) => kid))
      const revoke = list(args.revoke).map((name) => found(Object.keys(trust.keys), name, (kid) => kid))
      const roots = args.roots === undefined ? undefined : rootsOf(args.roots, args.need)
      const change = { accept, revoke: [...withdrawn, ...revoke], ...(roots ? { roots } : {}) }
      const next = nextTrust(trust, change, realWorld.nowMs())
      writeNew(args.out, proposalOf(chain, next))
      const words = changeWords(trust, next)
      if (args.json) return console.log(JSON.stringify({ file: args.out, version: next.version, changes: words }))
      console.log(`${args.out} proposes trust file ${next.version}, until ${dayOf(instantMs(next.expires))}:`)
      for (const line of words.length > 0 ? words : ['Nothing changes but its end.']) console.log(`  ${line}`)
      const { need } = trust.roles.root
      console.log(
        `It needs ${need === 1 ? 'the signature of a root holder' : `the signatures of ${need} root holders`}: handrail trust sign ${args.out} --key <root key file>`,
      )
    }),
})

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)

/** By its whole name or as it is compared aloud, spaces or not. @throws {AppError} `bad-input` */
function found<T>(all: readonly T[], name: string, kidOf: (one: T) => string): T {
  const wanted = name.replaceAll(' ', '')
  const [one, ...others] = wanted.length < 12 ? [] : all.filter((each) => kidOf(each).startsWith(wanted))
  if (one === undefined || others.length > 0)
    throw new AppError('bad-input', `There is no key ${name} here; handrail trust show lists them.`)
  return one
}

/** @throws {AppError} `bad-input` */
export function rootsOf(files: string, need: string | undefined) {
  const keys = list(files).map((file) => readRootKey(readText(file), file))
  return { keys, need: need === undefined ? Math.floor(keys.length / 2) + 1 : Number(need) }
}

const publish = defineCommand({
  meta: { name: 'publish', description: 'Hand the signed trust file to the server; devices follow within a minute' },
  args: {
    files: { type: 'positional', description: 'the files that trust sign wrote, all of one proposal', required: true },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const parts = args._.map((file) => utf8(readText(file)))
      const jws = mergeJws(parts, MAX_TRUST_BYTES, 'trust')
      // said here already, so that nobody waits for a server to hear it
      await verifyTrust((await viewOf(operator)).trust, jws)
      const reply = await operator.post('/v1/studio/trust', { jws: textOf(jws, 'trust') })
      const { version } = parse(v.object({ version: v.number() }), reply, 'reply')
      console.log(args.json ? JSON.stringify({ version }) : `Trust file ${version} is in force.`)
    }),
})

const withdraw = defineCommand({
  meta: {
    name: 'withdraw',
    description: "Take a reviewer's key out of use here at once; the next trust file tells devices",
  },
  // not required: a name may begin with a hyphen, which is read as an option
  args: { key: { type: 'positional', description: 'its fingerprint or whole name', required: false }, json },
  run: ({ args, rawArgs }) =>
    withOperator(async (operator) => {
      const { trust, waiting } = await viewOf(operator)
      const name = args.key ?? rawArgs.find((each) => !each.startsWith('--'))
      if (name === undefined) throw new AppError('bad-usage', 'Say which key: handrail trust withdraw "<fingerprint>".')
      const kid = found([...Object.keys(trust.keys), ...waiting.map((key) => key.kid)], name, (each) => each)
      await operator.post(`/v1/studio/keys/${kid}/withdraw`, {})
      if (args.json) return console.log(JSON.stringify({ kid, state: 'withdrawn' }))
      console.log(`Key ${fingerprint(kid)} counts for nothing here any more.`)
      if (!trust.demo) console.log('Have the root holders sign the next trust file: handrail trust propose <file>')
    }),
})

/** @throws {AppError} `conflict` when the file is there */
function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' })
  } catch (cause) {
    throw new AppError('conflict', `${path} cannot be written, or is there already; name a new file.`, cause)
  }
}

export const trust = defineCommand({
  meta: { name: 'trust', description: 'Whose signatures count: the root ceremony' },
  subCommands: { 'new-root': newRoot, show, propose, sign, publish, withdraw },
})
