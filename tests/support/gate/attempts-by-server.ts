import { sha256Hex, textOf, utf8 } from '#core/base'
import { instant, type Signer, signRelease, signTime, type Time } from '#core/releases'
import { signCurrentTime } from '../../../sync/studio/sign-time.ts'
import { newKey, refundAid } from '../studio.ts'
import type { Attempts } from './attempt.ts'
import { createBase, type GateWorld, PLANTED, type Ref, runOn } from './gate-world.ts'

const DAY_MS = 24 * 60 * 60 * 1000
const TEN_YEARS_MS = 3650 * DAY_MS

/** A release both reviewers signed, that learners have. */
async function publishHonest(world: GateWorld, title: string): Promise<Ref[]> {
  const { taken } = await world.importAs('amira', refundAid(title))
  const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  await world.sign('sue', objects)
  await world.sign('lena', objects)
  const published = await world.publish('lena', world.keys.lena.signer)
  if (published.status !== 200) throw new Error(JSON.stringify(published.body))
  return objects
}
/** What the server gives for a path now, to be given again later. */
async function recorded(world: GateWorld, ...paths: string[]): Promise<Map<string, Uint8Array>> {
  const transport = world.transport('leo')
  const files = new Map<string, Uint8Array>()
  for (const path of paths) files.set(path, await transport.getBytes(path, { maxBytes: 10_000_000 }))
  return files
}
const serve = (world: GateWorld, files: ReadonlyMap<string, Uint8Array>) =>
  world.leo.intercept((path) => files.get(path) ?? null)

/** A time that names `release`, signed by `signer`, with everything else as the server would say it. */
async function timeBy(
  signer: Signer,

  release: Uint8Array,
  version: number,
  more: Partial<Time> = {},
) {
  const nowMs = Date.now()
  const time: Time = {
    typ: 'time',
    tenant: 'larkfield',
    version: Math.floor(nowMs / 1000) + 1000,
    release: { version, sha256: sha256Hex(release), length: release.length },
    trust: 2,
    audit: { n: 1, head: '0'.repeat(64) },
    signedAt: instant(nowMs),
    expires: instant(nowMs + 7 * DAY_MS),
    ...more,
  }
  return signTime(time, signer)
}
async function plantedRelease(world: GateWorld, signer: Signer): Promise<Uint8Array> {
  const [ref] = await world.plant()
  const row = await world.org.db
    .selectFrom('release')
    .select('payload')
    .where('version', '=', 1)
    .executeTakeFirstOrThrow()
  const release = JSON.parse(row.payload) as { objects: object[] }
  const text = JSON.stringify({
    ...release,
    version: 2,
    objects: [...release.objects, { ...ref, id: 'x', version: 1, length: 9 }],
  })
  return signRelease(text, signer)
}

/** By a server, or somebody on the way to it, that serves what it likes. */
export const byServer: Attempts = [
  {
    name: 'an old release served after it was replaced',
    code: 'rollback',
    async run(world) {
      await publishHonest(world, `${PLANTED}: wrong, and replaced before anybody saw it`)
      const old = await recorded(world, '/v1/time', '/v1/releases/2')
      await publishHonest(world, 'What holds instead')
      await world.leo.refresh()
      serve(world, old)
      return null
    },
  },
  {
    name: 'the list of one release with the bytes of another',
    code: 'wrong-length',
    async run(world) {
      const [ref] = await publishHonest(world, 'What holds today and tomorrow')
      const [planted] = await world.plant()
      const bytes = await world.org.db
        .selectFrom('blob')
        .select('bytes')
        .where('sha256', '=', planted?.sha256 ?? '')
        .executeTakeFirstOrThrow()
      serve(world, new Map([[`/v1/objects/${ref?.sha256}`, new Uint8Array(bytes.bytes)]]))
      return null
    },
  },
  {
    name: 'a release with one byte changed',
    code: 'wrong-hash',
    async run(world) {
      await publishHonest(world, 'What holds today')
      const files = await recorded(world, '/v1/releases/2')
      for (const bytes of files.values()) bytes[100] = (bytes[100] ?? 0) ^ 1
      serve(world, files)
      return null
    },
  },
  {
    name: 'an object that never ends',
    code: 'too-large',
    async run(world) {
      const [ref] = await publishHonest(world, 'What holds today')
      serve(world, new Map([[`/v1/objects/${ref?.sha256}`, utf8(PLANTED.repeat(200_000))]]))
      return null
    },
  },
  {
    name: "an unapproved object listed by an L&D reviewer's own key",
    code: 'not-approved',
    async run(world) {
      const [ref] = await world.plant()
      const blob = await world.org.db
        .selectFrom('blob')
        .select('bytes')
        .where('sha256', '=', ref?.sha256 ?? '')
        .executeTakeFirstOrThrow()
      const row = await world.org.db
        .selectFrom('release')
        .selectAll()
        .where('version', '=', 1)
        .executeTakeFirstOrThrow()
      const release = JSON.parse(row.payload) as { objects: { kind: string }[] }
      const objects = release.objects.map((object) =>
        object.kind === 'job-aid' ? { ...object, ...ref, version: 2, length: blob.bytes.length } : object,
      )
      const text = JSON.stringify({ ...release, version: 2, prev: sha256Hex(row.jws ?? ''), objects })
      const jws = textOf(await signRelease(text, world.keys.lena.signer), 'release')
      await world.org.db
        .insertInto('release')
        .values({ version: 2, payload: text, payload_sha256: sha256Hex(text), jws, published_ms: Date.now() })
        .execute()
      await world.org.db.transaction().execute((db) => signCurrentTime(world.org, db))
      return null
    },
  },
  {
    name: 'a time signed by an L&D reviewer',
    code: 'wrong-role',
    async run(world) {
      const release = await plantedRelease(world, world.keys.lena.signer)
      const time = await timeBy(world.keys.lena.signer, release, 2)
      serve(
        world,
        new Map([
          ['/v1/time', time],
          ['/v1/releases/2', release],
        ]),
      )
      return null
    },
  },
  {
    name: 'a time and a release signed by an intruder',
    code: 'unknown-key',
    async run(world) {
      const { signer } = await newKey()
      const release = await plantedRelease(world, signer)
      const time = await timeBy(signer, release, 2)
      serve(
        world,
        new Map([
          ['/v1/time', time],
          ['/v1/releases/2', release],
        ]),
      )
      return null
    },
  },
  {
    name: "another organisation's server, with the same people and names",
    code: 'unknown-key',
    async run(world) {
      const base = await createBase()
      const other = await runOn(base.folder)
      try {
        const { taken } = await other.importAs('amira', refundAid(PLANTED))
        const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
        await other.approve('sue', 'sme', base.keys.sue.signer, objects)
        await other.approve('lena', 'ld', base.keys.lena.signer, objects)
        await other.publish('lena', base.keys.lena.signer)
        const files = new Map<string, Uint8Array>()
        for (const path of ['/v1/time', '/v1/releases/2', ...(await other.paths())])
          files.set(path, await other.transport('leo').getBytes(path, { maxBytes: 10_000_000 }))
        serve(world, files)
      } finally {
        await other.close()
      }
      return null
    },
  },
  {
    name: 'the same words of the server for ever',
    code: 'expired',
    async run(world) {
      serve(world, await recorded(world, '/v1/time'))
      await world.plant()
      world.clock.device = 8 * DAY_MS
      return null
    },
  },
  {
    name: 'an expired word of the server, to a clock set ten years back',
    code: 'expired',
    async run(world) {
      const key = await world.timeKey()
      const release = await plantedRelease(world, world.keys.lena.signer)
      const time = await timeBy(key, release, 2, {
        expires: instant(Date.now() - DAY_MS),
        signedAt: instant(Date.now() - 8 * DAY_MS),
      })
      serve(
        world,
        new Map([
          ['/v1/time', time],
          ['/v1/releases/2', release],
        ]),
      )
      world.clock.device = -TEN_YEARS_MS
      return null
    },
  },
  {
    name: "a device's clock set ten years ahead",
    code: 'expired',
    async run(world) {
      await world.plant()
      world.clock.device = TEN_YEARS_MS
      return null
    },
  },
  {
    name: "the server's clock set ten years ahead, past every end",
    code: 'refused',
    async run(world) {
      const objects = await world.plant()
      await world.sign('sue', objects)
      world.clock.server = 30 * DAY_MS
      return world.compose()
    },
  },
  {
    name: "the server's clock set ten years back, to a time before the withdrawal of a key",
    code: 'wrong-role',
    async run(world) {
      await world.as('sue')('POST', `/v1/studio/keys/${world.keys.sue.signer.kid}/withdraw`, {})
      world.clock.server = -TEN_YEARS_MS
      return world.sign('sue', await world.plant(), { at: instant(Date.now() - TEN_YEARS_MS) })
    },
  },
  {
    name: 'an older database put back, from before a key was revoked',
    code: 'mix-and-match',
    async run(world) {
      const before = await world.snapshot()
      await world.postTrust(await world.trust({ revoke: [world.keys.sue.signer.kid] }))
      await world.leo.refresh()
      const old = await world.restored(before)
      try {
        const { taken } = await old.importAs('amira', refundAid(PLANTED))
        const objects = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
        await old.approve('sue', 'sme', world.keys.sue.signer, objects)
        await old.approve('lena', 'ld', world.keys.lena.signer, objects)
        await old.publish('lena', world.keys.lena.signer)
        const paths = ['/v1/time', '/v1/releases/2', ...(await old.paths())]
        const files = new Map<string, Uint8Array>()
        for (const path of paths) files.set(path, await old.transport('leo').getBytes(path, { maxBytes: 10_000_000 }))
        serve(world, files)
      } finally {
        await old.close()
      }
      return null
    },
  },
]
