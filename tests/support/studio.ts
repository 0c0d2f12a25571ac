import { rmSync } from 'node:fs'
import { generatePrivateJwk, publicJwkOf, signerFromJwk } from '#core/adapters/webcrypto'
import { AppError, sha256Hex, type Transport, textOf } from '#core/base'
import {
  type Approval,
  criteriaOf,
  instant,
  type PublicJwk,
  type Signer,
  signApproval,
  signRelease,
} from '#core/releases'
import { createApp } from '../../sync/app.ts'
import { openFolder } from '../../sync/folder.ts'
import { type Organisation, readAdminToken, realWorld, type World } from '../../sync/organisation.ts'
import { initOrganisation, type NewPerson } from '../../sync/studio/init-organisation.ts'
import { addDevice, tempFolder } from './organisation.ts'
import { wordEmbedder } from './word-embedder.ts'

export interface Reply {
  status: number
  body: unknown
}
type Caller = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<Reply>

const people: readonly NewPerson[] = [
  { id: 'amira', name: 'Amira', roles: ['author'] },
  { id: 'sam', name: 'Sam', roles: ['sme', 'author'] },
  { id: 'sue', name: 'Sue', roles: ['sme'] },
  { id: 'lena', name: 'Lena', roles: ['ld'] },
  { id: 'luis', name: 'Luis', roles: ['ld', 'sme'] },
  { id: 'leo', name: 'Leo', roles: ['learner'] },
]

/** A real organisation on SQLite in a folder of its own, with the whole API in-process. */
export async function createStudio({ demo = true, world = {} }: { demo?: boolean; world?: Partial<World> } = {}) {
  const path = tempFolder()
  const folder = openFolder(path)
  const organisation = { tenant: 'larkfield', name: 'Larkfield', demo, people }
  const { org, roots } = await initOrganisation(folder, organisation, {
    ...realWorld,
    openEmbedder: () => wordEmbedder(),
    ...world,
  })
  const [root] = roots
  if (!root) throw new AppError('no-key', 'an organisation has a root key')
  const remove = async () => {
    await folder.close()
    rmSync(path, { recursive: true, force: true })
  }
  return { ...studioOn(org), root, remove }
}

/** Everything people do, on an organisation that is there. */
export function studioOn(org: Organisation, credentials = new Map<string, string>()) {
  const app = createApp(org)

  const callWith =
    (credential: string | null): Caller =>
    async (method, url, body) => {
      const headers: Record<string, string> = { 'content-type': 'application/json' }
      if (credential) headers.authorization = `Bearer ${credential}`
      const reply = await app.request(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await reply.text()
      return {
        status: reply.status,
        body: text.startsWith('{') || text.startsWith('[') || text === 'null' ? JSON.parse(text) : text,
      }
    }
  const as =
    (person: string): Caller =>
    async (method, url, body) => {
      const credential = credentials.get(person) ?? (await addDevice(org, person))
      credentials.set(person, credential)
      return callWith(credential)(method, url, body)
    }
  const asked = async (call: Promise<Reply>): Promise<unknown> => {
    const { status, body } = await call
    if (status !== 200) throw new AppError('refused', JSON.stringify(body))
    return body
  }
  const transport = (person: string): Transport => ({
    getJson: (url) => asked(as(person)('GET', url)),
    postJson: (url, body) => asked(as(person)('POST', url, body)),
    deleteJson: (url) => asked(as(person)('DELETE', url)),
    async getBytes(url) {
      await as(person)('GET', '/health')
      const reply = await app.request(url, { headers: { authorization: `Bearer ${credentials.get(person)}` } })
      if (!reply.ok) throw new AppError('not-found', await reply.text())
      return new Uint8Array(await reply.arrayBuffer())
    },
  })

  /** Makes a signing key as the review page does. */
  async function signingKey(person: string, role: 'sme' | 'ld') {
    const key = await newKey()
    const reply = await as(person)('POST', '/v1/studio/keys', { jwk: key.jwk, role })
    return { ...key, reply }
  }
  async function approve(
    person: string,
    role: 'sme' | 'ld',
    signer: Signer,
    objects: Approval['objects'],
    more: Partial<Approval> = {},
  ) {
    const approval: Approval = {
      typ: 'approval',
      tenant: 'larkfield',
      role,
      person,
      objects,
      at: instant(org.nowMs()),
      criteria: [...criteriaOf[role]],
      ...more,
    }
    const jws = textOf(await signApproval(approval, signer), 'approval')
    return { jws, reply: await as(more.person ?? person)('POST', '/v1/approvals', { jws }) }
  }
  async function importAs(person: string, ...objects: unknown[]) {
    const reply = await as(person)('POST', '/v1/studio/objects', { objects })
    return reply.body as {
      taken: (Approval['objects'][number] & { version: number; state: string })[]
      refused: { kind: string; id: string; reason: string }[]
    }
  }
  /** Signs the release that waits, as the review page does. */
  async function signWaiting(person: string, signer: Signer, options: Record<string, unknown> = {}): Promise<Reply> {
    const waiting = (await as(person)('GET', '/v1/studio/releases/waiting')).body as {
      version: number
      payload: string
    }
    const jws = textOf(await signRelease(waiting.payload, signer), 'release')
    return as(person)('POST', `/v1/studio/releases/${waiting.version}`, { jws, ...options })
  }
  /** Composes and signs the next release. */
  async function publish(person: string, signer: Signer): Promise<Reply> {
    const composed = await as(person)('POST', '/v1/studio/releases', {})
    return composed.status === 200 ? signWaiting(person, signer) : composed
  }
  const operator = callWith(readAdminToken(org.folder))
  return {
    org,
    app,
    as,
    nobody: callWith(null),
    operator,
    transport,
    signingKey,
    approve,
    importAs,
    publish,
    signWaiting,
  }
}
export type Studio = Awaited<ReturnType<typeof createStudio>>

export async function newKey(): Promise<{ jwk: PublicJwk; signer: Signer }> {
  const jwk = await generatePrivateJwk()
  return { jwk: publicJwkOf(jwk), signer: await signerFromJwk(jwk) }
}

export const refundsDocument = (more: Record<string, unknown> = {}, limit = 50) => ({
  kind: 'document',
  id: 'refunds',
  body: {
    title: 'Refunds',
    scope: 'Refunds from the service desk',
    versionDate: '2026-03-02',
    owner: 'Head of Customer Service',
    reviewBy: '2027-03-01',
    roles: ['service-desk-agent'],
    competencies: ['refund-limits'],
    path: 'refunds.md',
    passages: [
      {
        id: 'limits.1',
        path: ['Limits'],
        blocks: [{ block: 'text', text: `Up to ${limit} without asking.` }],
        text: `Up to ${limit} without asking.`,
        sha256: sha256Hex(`Up to ${limit} without asking.`),
      },
    ],
    ...more,
  },
})

/** A job aid that rests on the document above; its source's hash is left to the import. */
export const refundAid = (title = 'Who approves a refund', more: Record<string, unknown> = {}) => ({
  kind: 'job-aid',
  id: 'refund-approval',
  body: {
    title,
    task: 'You are about to refund a customer',
    format: 'steps',
    roles: [],
    competencies: ['refund-limits'],
    reviewBy: '2027-01-31',
    parts: [
      {
        blocks: [{ block: 'steps', items: ['Look at the amount', 'Ask above 50'] }],
        sources: [{ document: 'refunds', passage: 'limits.1' }],
      },
    ],
    ...more,
  },
})
