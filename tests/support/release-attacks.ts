import { sha256Hex, utf8 } from '#core/base'
import { type Envelope, objectBytes } from '#core/content'
import { type Approval, instant, keyId, signRelease, signTrust, type Trust, toBase64Url } from '#core/releases'
import {
  addKey,
  after,
  aid,
  createPress,
  device,
  type Files,
  type Holder,
  holder,
  type Keys,
  makeKeys,
  type Press,
  type Publication,
  T0,
  trustOf,
} from './release-world.ts'

/**
 * Every device of the table starts from release 5 with version 5 of one aid, taken on day 5; the attack is what the
 * server then serves on day 6. `code` is the reason the device must give: an attack stopped by accident is not stopped.
 */
export interface Attack {
  name: string
  /** RELIABILITY 3 (A1...), or the attack's name in the TUF specification */
  threat: string
  code: string
  /** what the device saw before, where release 5 on day 5 is not enough */
  before?(scene: Scene): Promise<Files>
  /** @param before what the device has seen last */
  mount(scene: Scene, before: Files): Promise<Files>
  /** the device's clock, day 6 by default */
  nowMs?: number
}

export interface Scene {
  keys: Keys
  press: Press
  /** release 5 */
  good: Files
  /** release 6 as the successor of release 5 in `previous` (`good` unless said otherwise), bent by `p` */
  next(p?: Publication, previous?: Files): Promise<Files>
  roots: [Holder, Holder]
  /** trust 1 followed by a version 2, bent by `change`, signed by both roots or `by` */
  trusts(change: (trust: Trust) => void, by?: Holder[]): Promise<Uint8Array[]>
}

export async function createScene(): Promise<Scene> {
  const keys = await makeKeys()
  const press = createPress(keys)
  const roots: [Holder, Holder] = [keys.root1, keys.root2]
  const sign = (trust: Trust, by: Holder[]) =>
    signTrust(
      trust,
      by.map((h) => h.signer),
    )
  const first = await sign(trustOf(keys), roots)
  const good = await press.publish({ version: 5, trusts: [first] })
  return {
    keys,
    press,
    good,
    roots,
    next: (p = {}, previous = good) =>
      press.publish({
        version: 6,
        trusts: [first],
        ...p,
        release: (release) => {
          release.prev = sha256Hex(previous.get('/v1/releases/5') as Uint8Array)
          p.release?.(release)
        },
      }),
    trusts: async (change, by = roots) => [
      first,
      await sign(
        trustOf(keys, (trust) => {
          trust.version = 2
          change(trust)
        }),
        by,
      ),
    ],
  }
}

/** A device that holds what `files` gives on that day. */
export async function deviceWith(files: Files, nowMs = after(5)) {
  const made = await device()
  const updater = made.updater(files, nowMs)
  await updater.pin('larkfield', sha256Hex(files.get('/v1/trust/1') as Uint8Array))
  const outcome = await updater.update()
  if (outcome.state !== 'installed') throw new Error(`the device could not be prepared: ${JSON.stringify(outcome)}`)
  return made
}

interface Jws {
  payload: string
  signatures: { protected: string; signature: string }[]
}
const edit = (bytes: Uint8Array, change: (jws: Jws) => void): Uint8Array => {
  const jws = JSON.parse(new TextDecoder().decode(bytes)) as Jws
  change(jws)
  return utf8(JSON.stringify(jws))
}
const header = (value: unknown) => toBase64Url(utf8(JSON.stringify(value)))
const pair = (sme: Holder, ld: Holder) => (scene: Scene) => async (o: Approval['objects']) => [
  await scene.press.approve('sme', sme, o),
  await scene.press.approve('ld', ld, o),
]
const swapObject = (replace: (bytes: Uint8Array) => Uint8Array) => (files: Files) => {
  const path = `/v1/objects/${sha256Hex(objectBytes(aid(6)))}`
  files.set(path, replace(files.get(path) as Uint8Array))
}
const olderAid = aid(4)

export const attacks: readonly Attack[] = [
  {
    name: 'an SME approves alone',
    threat: 'A1',
    code: 'not-approved',
    mount: ({ next, press, keys }) => next({ approvals: async (o) => [await press.approve('sme', keys.sme1, o)] }),
  },
  {
    name: 'an L&D reviewer approves alone',
    threat: 'A1',
    code: 'not-approved',
    mount: ({ next, press, keys }) => next({ approvals: async (o) => [await press.approve('ld', keys.ld1, o)] }),
  },
  {
    name: 'two SMEs approve, no L&D reviewer',
    threat: 'A1',
    code: 'not-approved',
    mount: ({ next, press, keys }) =>
      next({
        approvals: async (o) => [await press.approve('sme', keys.sme1, o), await press.approve('sme', keys.sme2, o)],
      }),
  },
  {
    name: 'an SME signs a second time as L&D reviewer',
    threat: 'A1',
    code: 'wrong-role',
    mount: (scene) => scene.next({ approvals: pair(scene.keys.sme1, scene.keys.sme1)(scene) }),
  },
  {
    name: 'one person holds an SME key and an L&D key and uses both',
    threat: 'A1',
    code: 'not-approved',
    mount: async (scene) => {
      const second = { ...(await holder('sam')) }
      return scene.next({
        trusts: await scene.trusts((trust) => addKey(trust, 'ld', second)),
        approvals: pair(scene.keys.sme1, second)(scene),
      })
    },
  },
  {
    name: 'one key stands in both roles',
    threat: 'A1',
    code: 'not-approved',
    mount: async (scene) =>
      scene.next({
        trusts: await scene.trusts((trust) => trust.roles.ld.kids.push(scene.keys.sme1.signer.kid)),
        approvals: pair(scene.keys.sme1, scene.keys.sme1)(scene),
      }),
  },
  {
    name: 'the author is the SME who approves',
    threat: 'A1 four eyes',
    code: 'not-approved',
    mount: ({ next }) => next({ objects: [aid(6, { authors: ['amira', 'sam'] })] }),
  },
  {
    name: 'the author is the L&D reviewer who approves',
    threat: 'A1 four eyes',
    code: 'not-approved',
    mount: ({ next }) => next({ objects: [aid(6, { authors: ['lena'] })] }),
  },
  {
    name: 'an SME signs in the name of another SME',
    threat: 'A1',
    code: 'wrong-role',
    mount: ({ next, press, keys }) =>
      next({
        approvals: async (o) => [
          await press.approve('sme', { ...keys.sme1, person: 'sue' }, o),
          await press.approve('ld', keys.ld1, o),
        ],
      }),
  },
  {
    name: 'approvals by a key nobody trusts',
    threat: 'TUF arbitrary installation',
    code: 'unknown-key',
    mount: (scene) => scene.next({ approvals: pair(scene.keys.outsider, scene.keys.ld1)(scene) }),
  },
  {
    name: 'approvals of the former version are replayed for the new one',
    threat: 'A2 replay',
    code: 'not-approved',
    mount: (scene) => {
      const old = { kind: 'job-aid', id: 'refund-approval', sha256: sha256Hex(objectBytes(aid(5))) }
      return scene.next({ approvals: () => pair(scene.keys.sme1, scene.keys.ld1)(scene)([old]) })
    },
  },
  {
    name: 'an approval names the hash under another object',
    threat: 'A2 replay',
    code: 'not-approved',
    mount: (scene) =>
      scene.next({
        approvals: (o) => pair(scene.keys.sme1, scene.keys.ld1)(scene)(o.map((ref) => ({ ...ref, id: 'harmless' }))),
      }),
  },
  {
    name: 'an unapproved object is slipped into the list by an L&D key',
    threat: 'A1, A2',
    code: 'not-approved',
    mount: (scene) =>
      scene.next({
        objects: [aid(6), aid(1, { id: 'planted' })],
        approvals: ([first]) => pair(scene.keys.sme1, scene.keys.ld1)(scene)(first ? [first] : []),
      }),
  },
  {
    name: 'an unapproved document is slipped in: machinery passes the same gate',
    threat: 'A1, A2',
    code: 'not-approved',
    mount: (scene) => {
      const planted: Envelope = {
        kind: 'document',
        id: 'planted',
        version: 1,
        authors: ['amira'],
        body: { title: 'Planted', path: 'planted.md', passages: [] },
      }
      return scene.next({
        objects: [aid(6), planted],
        approvals: ([first]) => pair(scene.keys.sme1, scene.keys.ld1)(scene)(first ? [first] : []),
      })
    },
  },
  {
    name: 'approved bytes are listed under another id',
    threat: 'TUF mix-and-match',
    code: 'mix-and-match',
    mount: ({ next }) =>
      next({
        release: (release) => {
          for (const entry of release.objects) entry.id = 'refund-limits'
        },
      }),
  },
  {
    name: 'approved bytes are listed under a higher version',
    threat: 'TUF mix-and-match',
    code: 'mix-and-match',
    mount: ({ next }) =>
      next({
        release: (release) => {
          for (const entry of release.objects) entry.version = 99
        },
      }),
  },
  {
    name: 'a release that is numbered otherwise than announced',
    threat: 'TUF mix-and-match',
    code: 'mix-and-match',
    mount: ({ next }) =>
      next({
        release: (release) => {
          release.version = 9
        },
      }),
  },
  {
    name: 'one object is listed twice',
    threat: 'TUF mix-and-match',
    code: 'bad-input',
    mount: ({ next }) => next({ release: (release) => release.objects.push(...release.objects) }),
  },
  {
    name: 'algorithm none',
    threat: 'A2 algorithm confusion',
    code: 'bad-input',
    mount: ({ next, keys }) =>
      next({
        releaseBytes: (bytes) =>
          edit(bytes, (jws) => {
            jws.signatures = [
              {
                protected: header({ alg: 'none', kid: keys.ld1.signer.kid, typ: 'handrail-release+jws' }),
                signature: 'AA',
              },
            ]
          }),
      }),
  },
  {
    name: 'HS256 with the public key as secret',
    threat: 'A2 algorithm confusion',
    code: 'bad-input',
    mount: ({ next, keys }) =>
      next({
        releaseBytes: (bytes) =>
          edit(bytes, (jws) => {
            for (const part of jws.signatures)
              part.protected = header({ alg: 'HS256', kid: keys.ld1.signer.kid, typ: 'handrail-release+jws' })
          }),
      }),
  },
  {
    name: 'the key travels with the signature',
    threat: 'A2 embedded key',
    code: 'bad-input',
    mount: ({ next, keys }) =>
      next({
        releaseBytes: async (bytes) => {
          const { payload } = JSON.parse(new TextDecoder().decode(bytes)) as Jws
          const part = header({
            alg: 'Ed25519',
            kid: keys.ld1.signer.kid,
            typ: 'handrail-release+jws',
            jwk: keys.outsider.jwk,
          })
          const signature = toBase64Url(await keys.outsider.signer.sign(utf8(`${part}.${payload}`)))
          return utf8(JSON.stringify({ payload, signatures: [{ protected: part, signature }] }))
        },
      }),
  },
  {
    name: 'one good signature beside a forged one',
    threat: 'A2 generalVerify',
    code: 'bad-signature',
    mount: ({ next, keys }) =>
      next({
        releaseBytes: (bytes) =>
          edit(bytes, (jws) => {
            const part = header({ alg: 'Ed25519', kid: keys.ld2.signer.kid, typ: 'handrail-release+jws' })
            jws.signatures.push({ protected: part, signature: jws.signatures[0]?.signature ?? '' })
          }),
      }),
  },
  {
    name: 'the same signature twice',
    threat: 'TUF GHSA-pwqf-9h7j-7mv8',
    code: 'signed-twice',
    mount: ({ next }) =>
      next({ releaseBytes: (bytes) => edit(bytes, (jws) => jws.signatures.push(...jws.signatures)) }),
  },
  {
    name: 'a release signed by an SME',
    threat: 'A1',
    code: 'wrong-role',
    mount: ({ next, keys }) => next({ releaseBy: keys.sme1.signer }),
  },
  {
    name: "a release signed by the server's own time key",
    threat: 'A2 server intruder',
    code: 'wrong-role',
    mount: ({ next, keys }) => next({ releaseBy: keys.time.signer }),
  },
  {
    name: 'an L&D approval served as a release',
    threat: 'A2 type confusion',
    code: 'wrong-type',
    mount: ({ next, press, keys }) =>
      next({
        releaseBytes: () =>
          press.approve('ld', keys.ld1, [{ kind: 'job-aid', id: 'refund-approval', sha256: '0'.repeat(64) }]),
      }),
  },
  {
    name: 'a time signed by an SME',
    threat: 'A4 key compromise',
    code: 'wrong-role',
    mount: ({ next, keys }) => next({ timeBy: keys.sme1.signer }),
  },
  {
    name: 'a time signed by nobody we know',
    threat: 'TUF arbitrary installation',
    code: 'unknown-key',
    mount: ({ next, keys }) => next({ timeBy: keys.outsider.signer }),
  },
  {
    name: 'an older time',
    threat: 'TUF rollback',
    code: 'rollback',
    mount: ({ next }) =>
      next({
        time: (time) => {
          time.version = 49
        },
      }),
  },
  {
    name: 'a new time that names an older release',
    threat: 'TUF rollback (CVE-2022-29173)',
    code: 'rollback',
    mount: ({ press, good }) =>
      press.publish({
        version: 4,
        trusts: [good.get('/v1/trust/1') as Uint8Array],
        time: (time) => {
          time.version = 60
        },
      }),
  },
  {
    name: 'a new time that names no release at all',
    threat: 'TUF rollback',
    code: 'rollback',
    mount: ({ next }) =>
      next({
        time: (time) => {
          time.release = null
        },
      }),
  },
  {
    name: 'another statement under the same time version',
    threat: 'equivocation',
    code: 'mix-and-match',
    mount: ({ next }) =>
      next({
        time: (time) => {
          time.version = 50
        },
      }),
  },
  {
    name: 'another release under the number of the installed one',
    threat: 'equivocation',
    code: 'mix-and-match',
    mount: ({ press, good }) =>
      press.publish({
        version: 5,
        objects: [aid(6)],
        trusts: [good.get('/v1/trust/1') as Uint8Array],
        time: (time) => {
          time.version = 60
        },
      }),
  },
  {
    name: 'a release that did not grow from the installed one',
    threat: 'fork',
    code: 'mix-and-match',
    mount: ({ next }) =>
      next({
        release: (release) => {
          release.prev = 'f'.repeat(64)
        },
      }),
  },
  {
    name: 'the same old time for ever',
    threat: 'TUF indefinite freeze',
    code: 'expired',
    mount: ({ next }) => next(),
    nowMs: after(13) + 1,
  },
  {
    name: "an expired time, with the device's clock set back",
    threat: 'TUF indefinite freeze',
    code: 'expired',
    before: ({ next }) => next({ version: 5, objects: [aid(5)] }),
    mount: ({ next }) =>
      next({
        time: (time) => {
          time.expires = instant(after(4))
        },
      }),
    nowMs: T0,
  },
  {
    name: 'a release nobody renewed',
    threat: 'TUF indefinite freeze',
    code: 'expired',
    mount: ({ next }) =>
      next({
        release: (release) => {
          release.expires = instant(after(6))
        },
      }),
    nowMs: after(6),
  },
  {
    name: 'a trust file nobody renewed',
    threat: 'TUF indefinite freeze',
    code: 'expired',
    mount: async (scene) =>
      scene.next({
        trusts: await scene.trusts((trust) => {
          trust.expires = instant(after(6))
        }),
      }),
    nowMs: after(6),
  },
  {
    name: "another organisation's time",
    threat: 'A3',
    code: 'wrong-tenant',
    mount: ({ next }) =>
      next({
        time: (time) => {
          time.tenant = 'other'
        },
      }),
  },
  {
    name: "another organisation's release under a shared L&D key",
    threat: 'A3',
    code: 'wrong-tenant',
    mount: ({ next }) =>
      next({
        release: (release) => {
          release.tenant = 'other'
        },
      }),
  },
  {
    name: "another organisation's approvals under shared keys",
    threat: 'A3',
    code: 'wrong-tenant',
    mount: (scene) =>
      scene.next({
        approvals: pair(scene.keys.sme1, scene.keys.ld1)({ ...scene, press: createPress(scene.keys, 'other') }),
      }),
  },
  {
    name: "another organisation's trust file under shared roots",
    threat: 'A3',
    code: 'wrong-tenant',
    mount: async (scene) =>
      scene.next({
        trusts: await scene.trusts((trust) => {
          trust.tenant = 'other'
        }),
      }),
  },
  {
    name: 'the old release under the new time',
    threat: 'TUF mix-and-match',
    code: 'wrong-hash',
    mount: ({ next, good }) =>
      next({
        files: (files) => files.set('/v1/releases/6', pad(good.get('/v1/releases/5'), files.get('/v1/releases/6'))),
      }),
  },
  {
    name: 'the old trust file with the revocation held back',
    threat: 'TUF mix-and-match',
    code: 'mix-and-match',
    before: async (scene) => scene.next({ version: 5, objects: [aid(5)], trusts: await scene.trusts(() => {}) }),
    mount: ({ next }, before) => next({}, before),
  },
  {
    name: 'one bit of an object is turned',
    threat: 'A2',
    code: 'wrong-hash',
    mount: ({ next }) =>
      next({
        files: swapObject((bytes) => {
          const out = bytes.slice()
          out[40] = (out[40] ?? 0) ^ 1
          return out
        }),
      }),
  },
  {
    name: 'an object goes on and on',
    threat: 'TUF endless data',
    code: 'wrong-length',
    mount: ({ next }) =>
      next({ files: swapObject((bytes) => utf8(new TextDecoder().decode(bytes) + ' '.repeat(100_000))) }),
  },
  {
    name: 'a release announces an object larger than any may be',
    threat: 'TUF endless data',
    code: 'too-large',
    mount: ({ next }) =>
      next({
        release: (release) => {
          for (const entry of release.objects) entry.length = 3 * 1024 * 1024 * 1024
        },
      }),
  },
  {
    name: 'a time of many megabytes',
    threat: 'TUF endless data',
    code: 'too-large',
    mount: ({ next }) => next({ files: (files) => files.set('/v1/time', new Uint8Array(10_000_000).fill(32)) }),
  },
  {
    name: 'derived parameters are altered',
    threat: 'A2',
    code: 'wrong-hash',
    mount: ({ next }) =>
      next({
        files: (files) => {
          for (const [path, bytes] of files)
            if (path.startsWith('/v1/objects/') && new TextDecoder().decode(bytes).includes('author-estimate'))
              files.set(
                path,
                bytes.map((byte, i) => (i === 12 ? byte ^ 1 : byte)),
              )
        },
      }),
  },
  {
    name: 'an object is taken back to an older, once approved version by an L&D key',
    threat: 'A1, TUF rollback',
    code: 'rollback-not-approved',
    mount: ({ next }) => next({ objects: [olderAid] }),
  },
  {
    name: 'a rollback that only the L&D reviewer agreed to',
    threat: 'A1, TUF rollback',
    code: 'rollback-not-approved',
    mount: (scene) =>
      scene.next({
        objects: [olderAid],
        approvals: async (o) => [
          await scene.press.approve('sme', scene.keys.sme1, o),
          await scene.press.approve('ld', scene.keys.ld1, o, { rollbackIn: 6 }),
        ],
      }),
  },
  {
    name: 'a rollback agreed to for an earlier release is used again',
    threat: 'A1, TUF rollback',
    code: 'rollback-not-approved',
    mount: (scene) =>
      scene.next({
        objects: [olderAid],
        approvals: async (o) => [
          await scene.press.approve('sme', scene.keys.sme1, o, { rollbackIn: 5 }),
          await scene.press.approve('ld', scene.keys.ld1, o, { rollbackIn: 5 }),
        ],
      }),
  },
  {
    name: "a revoked SME's approval in a new release",
    threat: 'A4 key compromise',
    code: 'wrong-role',
    mount: async (scene) =>
      scene.next({ trusts: await scene.trusts((trust) => trust.revoked.push(scene.keys.sme1.signer.kid)) }),
  },
  {
    name: "a release under a revoked L&D reviewer's key",
    threat: 'A4 key compromise',
    code: 'wrong-role',
    mount: async (scene) =>
      scene.next({
        approvals: pair(scene.keys.sme1, scene.keys.ld2)(scene),
        trusts: await scene.trusts((trust) => trust.revoked.push(scene.keys.ld1.signer.kid)),
      }),
  },
  {
    name: 'a time under a revoked time key',
    threat: 'A4 key compromise',
    code: 'wrong-role',
    mount: async (scene) =>
      scene.next({ trusts: await scene.trusts((trust) => trust.revoked.push(scene.keys.time.signer.kid)) }),
  },
  {
    name: 'a trust file that skips a version',
    threat: 'TUF fast-forward',
    code: 'wrong-version',
    mount: async (scene) =>
      scene.next({
        trusts: await scene.trusts((trust) => {
          trust.version = 3
        }),
      }),
  },
  {
    name: 'a trust number beyond all reason',
    threat: 'TUF fast-forward, endless data',
    code: 'wrong-version',
    mount: ({ next }) =>
      next({
        time: (time) => {
          time.trust = 1_000_000
        },
      }),
  },
  {
    name: 'a trust file signed by new roots only',
    threat: 'A4 key compromise',
    code: 'threshold',
    mount: async (scene) => {
      const usurpers = [await holder('eve'), await holder('mallory')]
      return scene.next({
        trusts: await scene.trusts((trust) => {
          trust.roles.root.kids = []
          for (const usurper of usurpers) addKey(trust, 'root', usurper)
        }, usurpers),
      })
    },
  },
  {
    name: 'a trust file whose own roots did not sign it',
    threat: 'TUF root rotation',
    code: 'threshold',
    mount: async (scene) => {
      const heirs = [await holder('hans'), await holder('hilda')]
      return scene.next({
        trusts: await scene.trusts((trust) => {
          trust.roles.root.kids = []
          for (const heir of heirs) addKey(trust, 'root', heir)
        }),
      })
    },
  },
  {
    name: 'a trust file signed by one of two roots',
    threat: 'A4 key compromise',
    code: 'threshold',
    mount: async (scene) => scene.next({ trusts: await scene.trusts(() => {}, [scene.keys.root1]) }),
  },
  {
    name: 'a trust file signed by two keys of one root holder',
    threat: 'A4 key compromise',
    code: 'threshold',
    before: async (scene) =>
      scene.next({ version: 5, objects: [aid(5)], trusts: await scene.trusts((t) => addKey(t, 'root', extraRoot)) }),
    mount: async (scene) => {
      const trusts = await scene.trusts((t) => addKey(t, 'root', extraRoot))
      const third = trustOf(scene.keys, (t) => {
        t.version = 3
        addKey(t, 'root', extraRoot)
      })
      return scene.next({ trusts: [...trusts, await signTrust(third, [scene.keys.root1.signer, extraRoot.signer])] })
    },
  },
  {
    name: 'one key under two names',
    threat: 'TUF GHSA-pwqf-9h7j-7mv8',
    code: 'bad-input',
    mount: async (scene) =>
      scene.next({
        trusts: await scene.trusts((trust) => {
          const alias = keyId(scene.keys.outsider.jwk)
          trust.keys[alias] = { jwk: scene.keys.sme1.jwk, person: 'lena' }
          trust.roles.ld.kids.push(alias)
        }),
      }),
  },
  {
    name: "a reviewer's key signs the trust file",
    threat: 'A4 key compromise',
    code: 'threshold',
    mount: async (scene) => scene.next({ trusts: await scene.trusts(() => {}, [scene.keys.ld1, scene.keys.sme1]) }),
  },
  {
    name: 'a release re-signed over the same content, not the one announced',
    threat: 'TUF mix-and-match',
    code: 'wrong-hash',
    mount: async ({ next, keys }) => {
      const files = await next()
      const path = '/v1/releases/6'
      const { payload } = JSON.parse(new TextDecoder().decode(files.get(path))) as Jws
      const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
      return new Map(files).set(path, await signRelease(text, keys.ld2.signer))
    },
  },
]

const extraRoot = await holder('rosa')

/** Bytes of `old` brought to the length of `like`, so that only the hash can tell. */
function pad(old: Uint8Array = new Uint8Array(), like: Uint8Array = new Uint8Array()): Uint8Array {
  const out = new Uint8Array(like.length)
  out.set(old.subarray(0, like.length))
  return out
}
