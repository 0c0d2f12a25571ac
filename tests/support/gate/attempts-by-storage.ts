import { sha256Hex, textOf, utf8 } from '#core/base'
import { type Envelope, objectBytes } from '#core/content'
import { instant, signRelease, toBase64Url } from '#core/releases'
import { signCurrentTime } from '../../../sync/studio/sign-time.ts'
import { latestObject, storeBlob } from '../../../sync/studio/stored-objects.ts'
import { newKey, type Reply, refundAid } from '../studio.ts'
import type { Attempts } from './attempt.ts'
import { type GateWorld, PLANTED, type Ref } from './gate-world.ts'

/** A second, honest version that both reviewers signed: what an edited table can lean on. */
async function honest(world: GateWorld): Promise<Ref[]> {
  const { taken } = await world.importAs('amira', refundAid('Who approves a refund today'))
  const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  await world.sign('sue', objects)
  await world.sign('lena', objects)
  return objects
}
/** An L&D lead who notices nothing composes and signs. */
async function publishUnaware(world: GateWorld): Promise<Reply> {
  return world.publish('lena', world.keys.lena.signer)
}
/** Approval rows for the planted draft, as the server itself would have written them. */
async function forgeRows({ org, keys }: GateWorld, objects: readonly Ref[]): Promise<void> {
  const rows = [
    { role: 'sme', person: 'sue', kid: keys.sue.signer.kid },
    { role: 'ld', person: 'lena', kid: keys.lena.signer.kid },
  ]
  for (const row of rows) {
    const sha256 = await storeBlob(org.db, utf8(`{"forged":"${row.role}"}`))
    await org.db
      .insertInto('approval')
      .values({ sha256, ...row, at: instant(Date.now()) })
      .execute()
    await org.db
      .insertInto('approved_object')
      .values(objects.map((object) => ({ approval: sha256, object: object.sha256 })))
      .execute()
  }
}
/** Says what is current as the server would, with whatever lies in the tables. */
const signTime = ({ org }: GateWorld) => org.db.transaction().execute((db) => signCurrentTime(org, db))

/** A genuine signature filed past the checks of the server that takes approvals. */
async function file(world: GateWorld, jws: string, row: { role: string; person: string; kid: string }, objects: Ref[]) {
  const sha256 = await storeBlob(world.org.db, utf8(jws))
  await world.org.db
    .insertInto('approval')
    .values({ sha256, ...row, at: instant(Date.now()) })
    .execute()
  await world.org.db
    .insertInto('approved_object')
    .values(objects.map((object) => ({ approval: sha256, object: object.sha256 })))
    .execute()
}

export const byStorage: Attempts = [
  {
    name: "the author's own genuine signature as SME, filed past the server's checks",
    code: 'refused',
    async run(world) {
      const objects = await world.plant('sam')
      const { jws } = await world.approve('sam', 'sme', world.keys.sam.signer, objects)
      await file(world, jws, { role: 'sme', person: 'sam', kid: world.keys.sam.signer.kid }, objects)
      await world.sign('lena', objects)
      return publishUnaware(world)
    },
  },
  {
    name: "one person's two genuine signatures in two roles, filed past the server's checks",
    code: 'refused',
    async run(world) {
      const objects = await world.plant()
      await world.sign('luisSme', objects)
      const { jws } = await world.approve('luis', 'ld', world.keys.luis.signer, objects)
      await file(world, jws, { role: 'ld', person: 'luis', kid: world.keys.luis.signer.kid }, objects)
      return publishUnaware(world)
    },
  },
  {
    name: 'approval rows written into the database',
    code: 'release-refused',
    async run(world) {
      await forgeRows(world, await world.plant())
      return publishUnaware(world)
    },
  },
  {
    name: 'approvals of other bytes pointed at the planted ones',
    code: 'release-refused',
    async run(world) {
      const [real] = await honest(world)
      const [planted] = await world.plant()
      await world.org.db
        .updateTable('approved_object')
        .set({ object: planted?.sha256 ?? '' })
        .where('object', '=', real?.sha256 ?? '')
        .execute()
      return publishUnaware(world)
    },
  },
  {
    name: "two SMEs' signatures, the second filed as an L&D reviewer's",
    code: 'release-refused',
    async run(world) {
      const objects = await world.plant()
      await world.sign('sue', objects)
      const { jws } = await world.approve('luis', 'sme', world.keys.luisSme.signer, objects)
      await file(world, jws, { role: 'ld', person: 'lena', kid: world.keys.lena.signer.kid }, objects)
      return publishUnaware(world)
    },
  },
  {
    name: 'the authors taken out of a stored object, so that its author reviews it',
    code: 'release-refused',
    async run(world) {
      const { org, sign } = world
      const [ref] = await world.plant('sam')
      const stored = await latestObject(org.db, 'job-aid', 'refund-approval')
      if (!ref || !stored) throw new Error('not planted')
      const bytes = objectBytes({ ...stored.envelope, authors: ['amira'] } as Envelope)
      await org.db.updateTable('blob').set({ bytes }).where('sha256', '=', ref.sha256).execute()
      await sign('sam', [ref])
      await sign('lena', [ref])
      return publishUnaware(world)
    },
  },
  {
    name: 'the bytes of an approved object exchanged before publishing',
    code: 'release-refused',
    async run(world) {
      const [ref] = await honest(world)
      const stored = await latestObject(world.org.db, 'job-aid', 'refund-approval')
      if (!ref || !stored) throw new Error('not there')
      const bytes = objectBytes({ ...stored.envelope, body: { ...stored.envelope.body, title: PLANTED } })
      await world.org.db.updateTable('blob').set({ bytes }).where('sha256', '=', ref.sha256).execute()
      return publishUnaware(world)
    },
  },
  {
    name: 'the bytes of a released object exchanged in the object store',
    code: 'wrong-hash',
    async run(world) {
      const [ref] = await honest(world)
      await publishUnaware(world)
      const stored = await latestObject(world.org.db, 'job-aid', 'refund-approval')
      if (!ref || !stored) throw new Error('not there')
      const text = textOf(objectBytes(stored.envelope), 'object').replace(
        'Who approves a refund today',
        PLANTED.padEnd('Who approves a refund today'.length),
      )
      await world.org.db
        .updateTable('blob')
        .set({ bytes: utf8(text) })
        .where('sha256', '=', ref.sha256)
        .execute()
      return null
    },
  },
  {
    name: 'the bytes of a released object exchanged for shorter ones',
    code: 'wrong-length',
    async run(world) {
      const [ref] = await honest(world)
      await publishUnaware(world)
      await world.org.db
        .updateTable('blob')
        .set({ bytes: utf8(`{"title":"${PLANTED}"}`) })
        .where('sha256', '=', ref?.sha256 ?? '')
        .execute()
      return null
    },
  },
  {
    name: 'the waiting release edited in the database, then signed unaware',
    code: 'release-refused',
    async run(world) {
      const [planted] = await world.plant()
      const stored = await latestObject(world.org.db, 'job-aid', 'refund-approval')
      if (!planted || !stored) throw new Error('not planted')
      await world.importAs('amira', { ...refundAid('Another'), id: 'another' })
      const another = await latestObject(world.org.db, 'job-aid', 'another')
      const ref = { kind: 'job-aid', id: 'another', sha256: another?.sha256 ?? '' }
      await world.sign('sue', [ref])
      await world.sign('lena', [ref])
      await world.compose()
      const { version, payload } = await world.waiting()
      const release = JSON.parse(payload) as {
        objects: { kind: string; sha256: string; length: number; id: string; version: number }[]
      }
      for (const object of release.objects)
        if (object.id === 'refund-approval')
          Object.assign(object, { sha256: planted.sha256, length: stored.length, version: stored.version })
      const text = JSON.stringify(release)
      await world.org.db
        .updateTable('release')
        .set({ payload: text, payload_sha256: sha256Hex(text) })
        .where('version', '=', version)
        .execute()
      const jws = textOf(await signRelease(text, world.keys.lena.signer), 'release')
      return world.as('lena')('POST', `/v1/studio/releases/${version}`, { jws })
    },
  },
  {
    name: 'a release row written with a signature of the intruder',
    code: 'unknown-key',
    async run(world) {
      const { payload } = await world.org.db
        .selectFrom('release')
        .select('payload')
        .where('version', '=', 1)
        .executeTakeFirstOrThrow()
      const [planted] = await world.plant()
      const release = {
        ...(JSON.parse(payload) as object),
        version: 2,
        objects: [{ ...planted, version: 2, length: 1 }],
      }
      const text = JSON.stringify(release)
      const jws = textOf(await signRelease(text, (await newKey()).signer), 'release')
      await world.org.db
        .insertInto('release')
        .values({ version: 2, payload: text, payload_sha256: sha256Hex(text), jws, published_ms: Date.now() })
        .execute()
      await signTime(world)
      return null
    },
  },
  {
    name: 'the published release edited in the database',
    code: 'bad-signature',
    async run(world) {
      await honest(world)
      await publishUnaware(world)
      const row = await world.org.db
        .selectFrom('release')
        .selectAll()
        .where('version', '=', 2)
        .executeTakeFirstOrThrow()
      const jws = JSON.parse(row.jws ?? '') as { payload: string }
      jws.payload = toBase64Url(utf8(row.payload.replace('"approvals":[', '"approvals": [')))
      await world.org.db
        .updateTable('release')
        .set({ jws: JSON.stringify(jws) })
        .where('version', '=', 2)
        .execute()
      await signTime(world)
      return null
    },
  },
  {
    name: 'a trust file edited in place to name keys of the intruder',
    code: 'release-refused',
    async run(world) {
      const made = { sme: await newKey(), ld: await newKey() }
      const roots = [(await newKey()).signer, (await newKey()).signer]
      const accept = [
        { ...made.sme, person: 'sue', name: 'Sue', role: 'sme' as const },
        { ...made.ld, person: 'lena', name: 'Lena', role: 'ld' as const },
      ].map((key) => ({ ...key, kid: key.signer.kid, askedAt: '', holdsRole: true }))
      const jws = await world.trust({ accept }, roots, (trust) => ({ ...trust, version: 2 }))
      await world.org.db.updateTable('trust').set({ jws }).where('version', '=', 2).execute()
      const objects = await world.plant()
      await world.approve('sue', 'sme', made.sme.signer, objects)
      await world.approve('lena', 'ld', made.ld.signer, objects)
      return world.publish('lena', made.ld.signer)
    },
  },
  {
    name: 'a trust file added without the root holders',
    code: 'threshold',
    async run(world) {
      const jws = await world.trust({ revoke: [world.keys.sue.signer.kid] }, [world.keys.lena.signer])
      await world.org.db.insertInto('trust').values({ version: 3, jws }).execute()
      await signTime(world)
      return null
    },
  },
  {
    name: "a learner's roles edited to SME, with a key of their own",
    code: 'unknown-key',
    async run({ org, plant, approve, signingKey }) {
      await org.db.updateTable('person').set({ roles: '["sme","ld"]' }).where('id', '=', 'leo').execute()
      const key = await signingKey('leo', 'sme')
      return (await approve('leo', 'sme', key.signer, await plant())).reply
    },
  },
  {
    name: 'a waiting key marked as trusted in the database',
    code: 'unknown-key',
    async run({ org, plant, approve, signingKey }) {
      const key = await signingKey('sue', 'sme')
      await org.db.updateTable('signing_key').set({ trusted_in: 2 }).where('kid', '=', key.signer.kid).execute()
      return (await approve('sue', 'sme', key.signer, await plant())).reply
    },
  },
  {
    name: 'the withdrawal of a key taken out of the database, after the trust file said it',
    code: 'wrong-role',
    async run({ org, as, keys, trust, postTrust, plant, sign }) {
      await as('sue')('POST', `/v1/studio/keys/${keys.sue.signer.kid}/withdraw`, {})
      await postTrust(await trust({ revoke: [keys.sue.signer.kid] }))
      await org.db.updateTable('signing_key').set({ withdrawn_ms: null }).execute()
      return sign('sue', await plant())
    },
  },
  {
    name: 'the organisation marked as a demo in the database, so that the server signs keys itself',
    code: 'no-key',
    async run({ org, reopen }) {
      await org.db.updateTable('organisation').set({ demo: 1 }).execute()
      const again = await reopen()
      return again.as('sue')('POST', '/v1/studio/keys', { jwk: (await newKey()).jwk, role: 'sme' })
    },
  },
]
