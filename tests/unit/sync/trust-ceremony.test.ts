import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createHttpTransport } from '#core/adapters/http'
import { createMemoryReleaseStore } from '#core/adapters/memory'
import { sha256Hex, textOf } from '#core/base'
import { type Approval, createUpdater, fingerprint, signApproval, signRelease } from '#core/releases'
import { createApp } from '../../../sync/app.ts'
import { openFolder } from '../../../sync/folder.ts'
import { openOrganisation, realWorld } from '../../../sync/organisation.ts'
import { bodyChecks } from '../../../sync/studio/content-checks.ts'
import { commandLine } from '../../support/command-line.ts'
import { addDevice, tempFolder } from '../../support/organisation.ts'
import { newKey, refundAid, refundsDocument } from '../../support/studio.ts'
import { wordEmbedder } from '../../support/word-embedder.ts'

const holders = ['rosa', 'rolf', 'rita']
const cupboard = tempFolder()
let desk: string
let data: string
let handrail: ReturnType<typeof commandLine>
beforeAll(async () => {
  handrail = commandLine(cupboard)
  desk = cupboard
  for (const person of holders) {
    file(`${person}.pass`, `${person} keeps four words\n`)
    await done('trust', 'new-root', file(`${person}.json`), '--person', person, '--name', person, ...pass(person))
  }
})
beforeEach(() => {
  desk = tempFolder()
  cpSync(cupboard, desk, { recursive: true })
  data = join(desk, 'data')
  handrail = commandLine(data)
})
afterEach(() => rmSync(desk, { recursive: true, force: true }))
afterAll(() => rmSync(cupboard, { recursive: true, force: true }))

const file = (name: string, text?: string) => {
  if (text !== undefined) writeFileSync(join(desk, name), text)
  return join(desk, name)
}
const people = [
  { id: 'amira', name: 'Amira', roles: ['author'] },
  { id: 'sue', name: 'Sue', roles: ['sme'] },
  { id: 'lena', name: 'Lena', roles: ['ld'] },
  { id: 'leo', name: 'Leo', roles: ['learner'] },
]

/** Runs a command that must succeed. */
async function done(...args: string[]): Promise<string> {
  const { exit, out, err } = await handrail(...args)
  expect(exit, `${args.join(' ')}: ${err}`).toBe(0)
  return out + err
}

const pass = (person: string) => ['--passphrase-file', file(`${person}.pass`)]
const signBy = (proposal: string, person: string) =>
  done('trust', 'sign', file(proposal), '--key', file(`${person}.json`), '--yes', ...pass(person))

/** What people do on the review page, in the folder of the organisation while no command runs. */
async function inTheApp<T>(work: (app: ReturnType<typeof caller>) => Promise<T>): Promise<T> {
  const folder = openFolder(data)
  try {
    const org = await openOrganisation(folder, { ...realWorld, openEmbedder: () => wordEmbedder() })
    return await work(caller(org))
  } finally {
    await folder.close()
  }
}
function caller(org: Awaited<ReturnType<typeof openOrganisation>>) {
  const app = createApp(org)
  const transport = async (person: string) => {
    const device = `${person}-${Math.random()}`
    const credential = (await addDevice(org, person, device)).replace('.', '-')
    await org.db
      .updateTable('device')
      .set({ credential_hash: sha256Hex(credential) })
      .where('id', '=', device)
      .execute()
    return createHttpTransport({ origin: 'http://test.invalid', credential, fetch: async (r) => app.fetch(r) })
  }
  return { org, transport }
}

it('leads from an empty folder to an aid on a device: two of three roots, keys accepted, one withdrawn again', async () => {
  expect(readFileSync(file('rosa.json'), 'utf8')).not.toContain('"d"')
  expect(statSync(file('rosa.json')).mode & 0o777).toBe(0o600)
  const roots = holders.map((person) => file(`${person}.json`)).join()
  const passes = ['rosa', 'rolf'].map((person) => file(`${person}.pass`)).join()
  const init = ['init', '--tenant', 'acme', '--people', file('people.json', JSON.stringify(people)), '--roots', roots]
  await done(...init, '--passphrase-file', passes)
  expect(await done('trust', 'show')).toMatch(/hold a root key, 2 of 3 sign together/)

  // two reviewers make their keys in their browsers
  const [sue, lena] = [await newKey(), await newKey()]
  await inTheApp(async ({ transport }) => {
    const post = async (person: string, path: string, body: unknown) => (await transport(person)).postJson(path, body)
    expect(await post('sue', '/v1/studio/keys', { jwk: sue.jwk, role: 'sme' })).toMatchObject({ state: 'waiting' })
    await post('lena', '/v1/studio/keys', { jwk: lena.jwk, role: 'ld' })
  })
  expect(await done('trust', 'show')).toContain(`Sue (sue) as sme, key ${fingerprint(sue.signer.kid)}`)
  expect(await done('trust', 'propose', file('next.json'), '--accept', 'all')).toContain('signatures of 2 root holders')
  expect(await signBy('next.json', 'rosa')).toContain(
    `From now on may sign as SME: Sue (sue), key ${fingerprint(sue.signer.kid)}`,
  )
  const early = await handrail('trust', 'publish', file('next.rosa.json'))
  expect(early.err).toContain('needs the signatures of 2')
  await signBy('next.json', 'rita')
  expect(await done('trust', 'publish', file('next.rosa.json'), file('next.rita.json'))).toContain('file 2 is in force')

  // a release reaches a device that pinned the first trust file
  const store = createMemoryReleaseStore()
  await inTheApp(async ({ org, transport }) => {
    const mine = await transport('leo')
    const updater = createUpdater({ store, transport: mine, nowMs: org.nowMs, checks: bodyChecks })
    const first = await org.db.selectFrom('trust').select('jws').where('version', '=', 1).executeTakeFirstOrThrow()
    await updater.pin('acme', sha256Hex(first.jws))
    const author = await transport('amira')
    const { taken } = (await author.postJson('/v1/studio/objects', { objects: [refundsDocument(), refundAid()] })) as {
      taken: { kind: string; id: string; sha256: string }[]
    }
    const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
    const at = new Date(org.nowMs()).toISOString()
    for (const { person, role, criteria, key } of [
      { person: 'sue', role: 'sme', criteria: ['accuracy'], key: sue },
      { person: 'lena', role: 'ld', criteria: ['tone', 'compliance'], key: lena },
    ] as const) {
      const given: Approval = { typ: 'approval', tenant: 'acme', role, person, objects, at, criteria: [...criteria] }
      const jws = textOf(await signApproval(given, key.signer), 'approval')
      await (await transport(person)).postJson('/v1/approvals', { jws })
    }
    const lead = await transport('lena')
    await lead.postJson('/v1/studio/releases', {})
    const waiting = (await lead.getJson('/v1/studio/releases/waiting')) as { payload: string }
    await lead.postJson('/v1/studio/releases/1', {
      jws: textOf(await signRelease(waiting.payload, lena.signer), 'release'),
    })
    expect(await updater.update()).toMatchObject({ state: 'installed', version: 1 })
    expect((await store.load())?.objects.map(({ withheld }) => withheld)).toEqual([null, null])
  })

  // Sue loses her laptop: here at once, on devices with the next trust file
  const hyphen = await handrail('trust', 'withdraw', '-abc defg hijk')
  expect(hyphen.err).toContain('There is no key -abc defg hijk here')
  await done('trust', 'withdraw', fingerprint(sue.signer.kid))
  await done('trust', 'propose', file('lost.json'))
  await signBy('lost.json', 'rolf')
  expect(await signBy('lost.json', 'rita')).toContain('May no longer sign as SME: Sue')
  await done('trust', 'publish', file('lost.rolf.json'), file('lost.rita.json'))
  await inTheApp(async ({ org, transport }) => {
    const updater = createUpdater({ store, transport: await transport('leo'), nowMs: org.nowMs, checks: bodyChecks })
    await updater.update()
    expect((await store.load())?.objects.map(({ withheld }) => withheld)).toEqual([
      'An approval it rested on was withdrawn.',
      'An approval it rested on was withdrawn.',
    ])
    const audit = await org.db.selectFrom('audit').select('action').execute()
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['signing-key-asked', 'trust-published', 'signing-key-withdrawn']),
    )
  })
}, 60_000)

it('moves the root from the file in the folder to holders, and the file then signs nothing', async () => {
  await done('init', '--tenant', 'acme', '--people', file('people.json', JSON.stringify(people)))
  const roots = holders.map((person) => file(`${person}.json`)).join()
  await done('trust', 'propose', file('roots.json'), '--roots', roots)
  await done('trust', 'sign', file('roots.json'), '--key', join(data, 'keys/root.json'), '--yes')
  await signBy('roots.json', 'rosa')
  const few = await handrail('trust', 'publish', file('roots.root-holder.json'), file('roots.rosa.json'))
  expect(few).toMatchObject({ exit: 2, err: expect.stringContaining('2 of its own roots') })
  await signBy('roots.json', 'rita')
  const signed = ['root-holder', 'rosa', 'rita'].map((person) => file(`roots.${person}.json`))
  await done('trust', 'publish', ...signed)
  await done('trust', 'propose', file('again.json'))
  const old = await handrail('trust', 'sign', file('again.json'), '--key', join(data, 'keys/root.json'), '--yes')
  expect(old).toMatchObject({ exit: 1, err: expect.stringContaining('no root key') })
}, 60_000)

it('refuses a wrong or short passphrase, a proposal with a forged past, and to sign where nobody was asked', async () => {
  file('short.pass', 'short')
  const short = await handrail('trust', 'new-root', file('x.json'), '--person', 'x', '--name', 'X', ...pass('short'))
  expect(short).toMatchObject({ exit: 2, err: expect.stringContaining('12 characters') })
  await done('init', '--tenant', 'acme', '--people', file('people.json', JSON.stringify(people)))
  await done('trust', 'propose', file('p.json'), '--roots', file('rosa.json'), '--need', '1')
  const signing = ['trust', 'sign', file('p.json'), '--key', file('rosa.json')]
  expect(await handrail(...signing, '--yes', ...pass('rolf'))).toMatchObject({
    exit: 2,
    err: expect.stringContaining('does not open'),
  })
  if (!process.stdin.isTTY) expect((await handrail(...signing)).err).toContain('--yes')
  const proposal = JSON.parse(readFileSync(file('p.json'), 'utf8')) as { chain: string[]; text: string }
  const [first = ''] = proposal.chain
  const jws = JSON.parse(first) as { payload: string }
  const trust = JSON.parse(Buffer.from(jws.payload, 'base64url').toString()) as { people: object }
  const forged = { ...trust, people: { ...trust.people, eve: { name: 'Eve' } } }
  jws.payload = Buffer.from(JSON.stringify(forged)).toString('base64url')
  file('p.json', JSON.stringify({ ...proposal, chain: [JSON.stringify(jws)] }))
  expect(await handrail(...signing, '--yes', ...pass('rosa'))).toMatchObject({
    exit: 2,
    err: expect.stringContaining('does not fit what it signs'),
  })
}, 60_000)
