import { textOf, utf8 } from '#core/base'
import { type Approval, instant, type Signer, signApproval, signRelease, toBase64Url } from '#core/releases'
import { newKey, type Reply } from '../studio.ts'
import type { Attempts } from './attempt.ts'
import type { GateWorld } from './gate-world.ts'

const YEARS_MS = 10 * 365 * 24 * 60 * 60 * 1000

interface Jws {
  payload: string
  signatures: { protected: string; signature: string }[]
}
const edited = (jws: string, change: (jws: Jws) => void): string => {
  const parsed = JSON.parse(jws) as Jws
  change(parsed)
  return JSON.stringify(parsed)
}
/** What the planted draft's approval by `person` would read, signed by anybody. */
async function approvalBy(
  world: GateWorld,
  signer: Signer,
  more: Partial<Approval> = {},
): Promise<{ jws: string; objects: Approval['objects'] }> {
  const objects = await world.plant()
  const approval: Approval = {
    typ: 'approval',
    tenant: 'larkfield',
    role: 'sme',
    person: 'sue',
    objects,
    at: instant(Date.now()),
    criteria: ['accuracy'],
    ...more,
  }
  return { jws: textOf(await signApproval(approval, signer), 'approval'), objects }
}
const send = (world: GateWorld, person: string, jws: string): Promise<Reply> =>
  world.as(person)('POST', '/v1/approvals', { jws })

/** Composes with one honest change and gives what waits, so that a forged signature has something to sign. */
async function somethingWaits(world: GateWorld) {
  const objects = await world.plant()
  await world.sign('sue', objects)
  await world.sign('lena', objects)
  await world.compose()
  return world.waiting()
}
const sendRelease = (world: GateWorld, person: string, version: number, jws: string): Promise<Reply> =>
  world.as(person)('POST', `/v1/studio/releases/${version}`, { jws })

/** By what is signed, by whom and when. */
export const bySignature: Attempts = [
  {
    name: 'an SME alone',
    code: 'refused',
    async run({ plant, sign, compose }) {
      await sign('sue', await plant())
      return compose()
    },
  },
  {
    name: 'an L&D reviewer alone',
    code: 'refused',
    async run({ plant, sign, compose }) {
      await sign('lena', await plant())
      return compose()
    },
  },
  {
    name: 'two SMEs',
    code: 'forbidden',
    async run({ plant, sign }) {
      const objects = await plant()
      await sign('sue', objects)
      return sign('luisSme', objects)
    },
  },
  {
    name: 'one person with two keys in two roles',
    code: 'forbidden',
    async run({ plant, sign }) {
      const objects = await plant()
      await sign('luisSme', objects)
      return sign('luis', objects)
    },
  },
  {
    name: 'one key handed in for the second role too',
    code: 'conflict',
    run: ({ as, keys }) => as('luis')('POST', '/v1/studio/keys', { jwk: keys.luisSme.jwk, role: 'ld' }),
  },
  {
    name: 'one key handed in under two names',
    code: 'conflict',
    run: ({ as, keys }) => as('sam')('POST', '/v1/studio/keys', { jwk: keys.sue.jwk, role: 'sme' }),
  },
  {
    name: "a root holder's key handed in as a reviewer's",
    code: 'conflict',
    async run({ as, org }) {
      const row = await org.db.selectFrom('trust').select('jws').where('version', '=', 1).executeTakeFirstOrThrow()
      const { payload } = JSON.parse(row.jws) as Jws
      const { keys, roles } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
        keys: Record<string, { jwk: unknown }>
        roles: { root: { kids: string[] } }
      }
      return as('sue')('POST', '/v1/studio/keys', { jwk: keys[roles.root.kids[0] ?? '']?.jwk, role: 'sme' })
    },
  },
  {
    name: 'what was set aside, signed all the same',
    code: 'refused',
    async run({ plant, sign, as }) {
      const objects = await plant()
      for (const { kind, id } of objects)
        await as('lena')('POST', '/v1/studio/review-drops', { kind, id, state: 'dropped' })
      return sign('sue', objects)
    },
  },
  {
    name: 'the author reviews as SME',
    code: 'forbidden',
    run: async ({ plant, sign }) => sign('sam', await plant('sam')),
  },
  {
    name: 'an author of an earlier version reviews a later one',
    code: 'forbidden',
    async run({ plant, sign }) {
      await plant('sam')
      return sign('sam', await plant('amira'))
    },
  },
  {
    name: 'a reviewer who changed the text after the review of others',
    code: 'forbidden',
    async run({ plant, sign }) {
      await sign('lena', await plant('amira'))
      return sign('sam', await plant('sam'))
    },
  },
  {
    name: 'an SME signs as L&D reviewer',
    code: 'wrong-role',
    run: async (world) => (await world.approve('sue', 'ld', world.keys.sue.signer, await world.plant())).reply,
  },
  {
    name: 'an L&D reviewer signs as SME',
    code: 'wrong-role',
    run: async (world) => (await world.approve('lena', 'sme', world.keys.lena.signer, await world.plant())).reply,
  },
  {
    name: 'a key that waits for the root holders',
    code: 'unknown-key',
    async run({ plant, signingKey, approve }) {
      const key = await signingKey('sue', 'sme')
      return (await approve('sue', 'sme', key.signer, await plant())).reply
    },
  },
  {
    name: 'a key its holder has withdrawn',
    code: 'wrong-role',
    async run({ plant, as, keys, sign }) {
      await as('sue')('POST', `/v1/studio/keys/${keys.sue.signer.kid}/withdraw`, {})
      return sign('sue', await plant())
    },
  },
  {
    name: 'a key the administrator has withdrawn, handed in anew',
    code: 'conflict',
    async run({ as, keys }) {
      await as('ada')('POST', `/v1/studio/keys/${keys.sue.signer.kid}/withdraw`, {})
      return as('sue')('POST', '/v1/studio/keys', { jwk: keys.sue.jwk, role: 'sme' })
    },
  },
  {
    name: "a stranger withdraws a reviewer's key, so that another takes the review",
    code: 'forbidden',
    run: ({ as, keys }) => as('amira')('POST', `/v1/studio/keys/${keys.sue.signer.kid}/withdraw`, {}),
  },
  {
    name: 'a key withdrawn between composing and signing',
    code: 'release-refused',
    async run(world) {
      const { version, payload } = await somethingWaits(world)
      await world.as('sue')('POST', `/v1/studio/keys/${world.keys.sue.signer.kid}/withdraw`, {})
      const jws = textOf(await signRelease(payload, world.keys.lena.signer), 'release')
      return sendRelease(world, 'lena', version, jws)
    },
  },
  {
    name: "another organisation's approval",
    code: 'wrong-tenant',
    run: async (world) => send(world, 'sue', (await approvalBy(world, world.keys.sue.signer, { tenant: 'other' })).jws),
  },
  {
    name: "a stolen approval sent by somebody else's device",
    code: 'forbidden',
    run: async (world) => send(world, 'luis', (await approvalBy(world, world.keys.sue.signer)).jws),
  },
  {
    name: 'an approval in the name of another SME',
    code: 'wrong-role',
    run: async (world) => send(world, 'sam', (await approvalBy(world, world.keys.sue.signer, { person: 'sam' })).jws),
  },
  {
    name: 'an approval by a key nobody knows',
    code: 'unknown-key',
    run: async (world) => send(world, 'sue', (await approvalBy(world, (await newKey()).signer)).jws),
  },
  {
    name: 'an approval of bytes that are not here',
    code: 'not-found',
    run: async ({ sign }) => sign('sue', [{ kind: 'job-aid', id: 'refund-approval', sha256: 'f'.repeat(64) }]),
  },
  {
    name: 'an approval of an older version, replayed for the newer',
    code: 'conflict',
    async run({ plant, sign, as }) {
      const old = await plant()
      await plant('sam')
      await as('sue')('GET', '/v1/studio/reviews')
      return sign('sue', old)
    },
  },
  {
    name: 'an approval that names the hash under another object',
    code: 'bad-input',
    run: async ({ plant, sign }) =>
      sign(
        'sue',
        (await plant()).map((ref) => ({ ...ref, id: 'harmless' })),
      ),
  },
  {
    name: 'an approval that does not say accuracy was looked at',
    code: 'refused',
    run: async (world) =>
      send(world, 'sue', (await approvalBy(world, world.keys.sue.signer, { criteria: ['tone'] })).jws),
  },
  {
    name: "an approval dated ten years ahead by the reviewer's clock",
    code: 'refused',
    run: async (world) =>
      send(world, 'sue', (await approvalBy(world, world.keys.sue.signer, { at: instant(Date.now() + YEARS_MS) })).jws),
  },
  {
    name: 'an approval whose payload was exchanged',
    code: 'bad-signature',
    async run(world) {
      const { jws } = await approvalBy(world, world.keys.sue.signer)
      const other = await approvalBy(world, world.keys.sue.signer, { at: instant(0) })
      const { payload } = JSON.parse(other.jws) as Jws
      return send(
        world,
        'sue',
        edited(jws, (parts) => Object.assign(parts, { payload })),
      )
    },
  },
  {
    name: 'one good signature beside a forged one',
    code: 'bad-signature',
    async run(world) {
      const { jws } = await approvalBy(world, world.keys.sue.signer)
      const header = { alg: 'Ed25519', kid: world.keys.lena.signer.kid, typ: 'handrail-approval+jws' }
      const forged = edited(jws, ({ signatures }) => {
        const signature = signatures[0]?.signature ?? ''
        signatures.push({ protected: toBase64Url(utf8(JSON.stringify(header))), signature })
      })
      return send(world, 'sue', forged)
    },
  },
  {
    name: 'one signature counted twice',
    code: 'signed-twice',
    async run(world) {
      const { jws } = await approvalBy(world, world.keys.sue.signer)
      return send(
        world,
        'sue',
        edited(jws, ({ signatures }) => signatures.push(...signatures)),
      )
    },
  },
  {
    name: 'an approval without an algorithm',
    code: 'bad-input',
    async run(world) {
      const { jws } = await approvalBy(world, world.keys.sue.signer)
      const header = { alg: 'none', kid: world.keys.sue.signer.kid, typ: 'handrail-approval+jws' }
      return send(
        world,
        'sue',
        edited(jws, (parts) => {
          parts.signatures = [{ protected: toBase64Url(utf8(JSON.stringify(header))), signature: 'AA' }]
        }),
      )
    },
  },
  {
    name: 'a release signed by an SME',
    code: 'wrong-role',
    async run(world) {
      const { version, payload } = await somethingWaits(world)
      return sendRelease(world, 'lena', version, textOf(await signRelease(payload, world.keys.sue.signer), 'release'))
    },
  },
  {
    name: "a release signed by Luis and sent by Lena's device",
    code: 'forbidden',
    async run(world) {
      const { version, payload } = await somethingWaits(world)
      return sendRelease(world, 'lena', version, textOf(await signRelease(payload, world.keys.luis.signer), 'release'))
    },
  },
  {
    name: 'a composed release edited before it is signed',
    code: 'conflict',
    async run(world) {
      const { version, payload } = await somethingWaits(world)
      const other = JSON.stringify({ ...(JSON.parse(payload) as object), approvals: [] })
      return sendRelease(world, 'lena', version, textOf(await signRelease(other, world.keys.lena.signer), 'release'))
    },
  },
  {
    name: 'a release under a number that does not wait',
    code: 'not-found',
    async run(world) {
      const { payload } = await somethingWaits(world)
      return sendRelease(world, 'lena', 99, textOf(await signRelease(payload, world.keys.lena.signer), 'release'))
    },
  },
  {
    name: 'the signature of release 1 replayed for release 2',
    code: 'conflict',
    async run(world) {
      await somethingWaits(world)
      const row = await world.org.db
        .selectFrom('release')
        .select('jws')
        .where('version', '=', 1)
        .executeTakeFirstOrThrow()
      return sendRelease(world, 'lena', 2, row.jws ?? '')
    },
  },
  {
    name: 'an L&D approval handed in as a release',
    code: 'wrong-type',
    async run(world) {
      const { version } = await somethingWaits(world)
      const approval = await approvalBy(world, world.keys.lena.signer, { role: 'ld', person: 'lena' })
      return sendRelease(world, 'lena', version, approval.jws)
    },
  },
]
