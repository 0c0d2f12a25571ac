import { createMemoryReleaseStore } from '#core/adapters/memory'
import { generatePrivateJwk, publicJwkOf, signerFromJwk } from '#core/adapters/webcrypto'
import { AppError, sha256Hex, type Transport } from '#core/base'
import { type Envelope, objectBytes } from '#core/content'
import {
  type Approval,
  createUpdater,
  instant,
  type PublicJwk,
  type Release,
  releaseText,
  type Signer,
  signApproval,
  signRelease,
  signTime,
  signTrust,
  type Time,
  type Trust,
  type TrustedState,
} from '#core/releases'

/** What a server would give, by path. Everything here also runs in a browser. */
export type Files = Map<string, Uint8Array>
export interface Holder {
  signer: Signer
  jwk: PublicJwk
  person: string
}

const DAY_MS = 24 * 60 * 60 * 1000
export const T0 = Date.parse('2026-05-04T09:00:00.000Z')
export const after = (days: number): number => T0 + days * DAY_MS

export async function holder(person: string): Promise<Holder> {
  const jwk = await generatePrivateJwk()
  return { person, jwk: publicJwkOf(jwk), signer: await signerFromJwk(jwk) }
}

/** One organisation: two roots (both must sign), two SMEs, two L&D reviewers, one time key, and an outsider. */
export async function makeKeys() {
  const [root1, root2, sme1, sme2, ld1, ld2, time, outsider] = await Promise.all(
    ['rosa', 'rolf', 'sam', 'sue', 'lena', 'luis', 'server', 'eve'].map(holder),
  )
  return { root1, root2, sme1, sme2, ld1, ld2, time, outsider } as Record<
    'root1' | 'root2' | 'sme1' | 'sme2' | 'ld1' | 'ld2' | 'time' | 'outsider',
    Holder
  >
}
export type Keys = Awaited<ReturnType<typeof makeKeys>>

export function trustOf(keys: Keys, change: (trust: Trust) => void = () => {}, tenant = 'larkfield'): Trust {
  const inOffice = [keys.root1, keys.root2, keys.sme1, keys.sme2, keys.ld1, keys.ld2, keys.time]
  const kids = (...holders: Holder[]) => holders.map((h) => h.signer.kid)
  const trust: Trust = {
    typ: 'trust',
    tenant,
    version: 1,
    expires: instant(after(365)),
    demo: false,
    people: Object.fromEntries(inOffice.map((h) => [h.person, { name: h.person }])),
    keys: Object.fromEntries(inOffice.map((h) => [h.signer.kid, { jwk: h.jwk, person: h.person }])),
    roles: {
      root: { kids: kids(keys.root1, keys.root2), need: 2 },
      sme: { kids: kids(keys.sme1, keys.sme2) },
      ld: { kids: kids(keys.ld1, keys.ld2) },
      time: { kids: kids(keys.time) },
    },
    revoked: [],
  }
  change(trust)
  return trust
}

export function addKey(trust: Trust, role: 'root' | 'sme' | 'ld' | 'time', { jwk, signer, person }: Holder): void {
  trust.people[person] = { name: person }
  trust.keys[signer.kid] = { jwk, person }
  trust.roles[role].kids.push(signer.kid)
}

/** A job aid in its n-th version. */
export const aid = (version: number, change: Partial<Envelope> = {}): Envelope => ({
  kind: 'job-aid',
  id: 'refund-approval',
  version,
  authors: ['amira'],
  body: {
    title: `Who approves a refund, version ${version}`,
    task: 'You are about to refund a customer',
    format: 'steps',
    roles: [],
    competencies: ['refund-limits'],
    reviewBy: '2027-01-31',
    parts: [
      {
        blocks: [{ block: 'steps', items: ['Look at the amount', 'Ask your team lead above 50'] }],
        sources: [{ document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }],
      },
    ],
  },
  ...change,
})

export interface Publication {
  version?: number
  objects?: Envelope[]
  /** trust files on the server, from 1; the last is in force */
  trusts?: Uint8Array[]
  /** approvals beside the release; by default sam and lena approve all objects */
  approvals?(objects: Approval['objects']): Promise<Uint8Array[]>
  release?(release: Release): void
  releaseBy?: Signer
  releaseBytes?(bytes: Uint8Array): Promise<Uint8Array> | Uint8Array
  time?(time: Time): void
  timeBy?: Signer
  /** last of all, when hashes no longer follow */
  files?(files: Files): void
}

/** Builds what the organisation's server serves after a publication; each step can be bent. */
export function createPress(keys: Keys, tenant = 'larkfield') {
  let prev: string | null = null

  const approve = (role: 'sme' | 'ld', by: Holder, objects: Approval['objects'], more: Partial<Approval> = {}) =>
    signApproval({ typ: 'approval', tenant, role, person: by.person, objects, at: instant(T0), ...more }, by.signer)

  async function publish(p: Publication = {}): Promise<Files> {
    const version = p.version ?? 1
    const bytes = (p.objects ?? [aid(version)]).map((object) => ({ object, bytes: objectBytes(object) }))
    const refs = bytes.map(({ object: { kind, id }, bytes: b }) => ({ kind, id, sha256: sha256Hex(b) }))
    const approvals = p.approvals
      ? await p.approvals(refs)
      : [await approve('sme', keys.sme1, refs), await approve('ld', keys.ld1, refs)]
    const derived = new TextEncoder().encode(`{"source":"author-estimate","items":{},"made":${version}}`)
    const ref = (b: Uint8Array) => ({ sha256: sha256Hex(b), length: b.length })
    const release: Release = {
      typ: 'release',
      tenant,
      version,
      prev,
      expires: instant(after(180)),
      objects: bytes.map(({ object: { kind, id, version }, bytes: b }) => ({ kind, id, version, ...ref(b) })),
      approvals: approvals.map(ref),
      derived: [{ name: 'item-parameters', ...ref(derived) }],
      minApp: 1,
    }
    p.release?.(release)
    const signed = await signRelease(releaseText(release), p.releaseBy ?? keys.ld1.signer)
    const releaseBytes = (await p.releaseBytes?.(signed)) ?? signed
    const trusts = p.trusts ?? [
      await signTrust(trustOf(keys, undefined, tenant), [keys.root1.signer, keys.root2.signer]),
    ]
    const time: Time = {
      typ: 'time',
      tenant,
      version: version * 10,
      release: { version, ...ref(releaseBytes) },
      trust: trusts.length,
      audit: { n: version, head: 'a'.repeat(64) },
      signedAt: instant(after(version)),
      expires: instant(after(version + 7)),
    }
    p.time?.(time)
    const files: Files = new Map([
      ['/v1/time', await signTime(time, p.timeBy ?? keys.time.signer)],
      [`/v1/releases/${version}`, releaseBytes],
    ])
    for (const [i, trust] of trusts.entries()) files.set(`/v1/trust/${i + 1}`, trust)
    for (const b of [...bytes.map((o) => o.bytes), ...approvals, derived]) files.set(`/v1/objects/${sha256Hex(b)}`, b)
    p.files?.(files)
    prev = sha256Hex(releaseBytes)
    return files
  }

  return { publish, approve }
}
export type Press = ReturnType<typeof createPress>

/** A server that ignores the size caps it is told, as a hostile one would. */
export const transportOf = (files: Files, asked: string[] = []): Pick<Transport, 'getBytes'> => ({
  getBytes: async (path) => {
    asked.push(path)
    const bytes = files.get(path)
    if (!bytes) throw new AppError('not-found', `nothing at ${path}`)
    return bytes
  },
})

/** A device, new or with the state and blobs of another. */
export async function device(from?: { state: TrustedState; blobs: Uint8Array[] }) {
  const store = createMemoryReleaseStore()
  if (from) {
    const blobs = from.blobs.map((bytes) => ({ sha256: sha256Hex(bytes), bytes }))
    await store.install({ ...from.state, revision: 1 }, blobs, new Set(blobs.map((b) => b.sha256)))
  }
  const updater = (files: Files, nowMs: number, asked?: string[]) =>
    createUpdater({ store, transport: transportOf(files, asked), nowMs: () => nowMs, checks: {} })
  return { store, updater }
}
