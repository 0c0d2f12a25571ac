import { AppError, parse, type Transport } from '#core/base'
import { type Enrolment, type EnrolmentStore, EnrolReply, readEnrolmentLink, Standing } from '#core/people'
import type { PublicJwk, Signer, TrustedState } from '#core/releases'
import type { Me } from '../engine-api.ts'
import type { KeyLock, KeyProtection } from './review-api.ts'

interface OwnKey {
  signer: Signer
  jwk: PublicJwk
  lock: KeyLock | null
}
/** This device's own keys, never extractable. */
export interface Keys {
  /** @param secret opens a key under a passkey for one signature */
  find(name: string, secret?: string): Promise<OwnKey | null>
  make(name: string, protection?: KeyProtection): Promise<OwnKey>
  move(from: string, to: string): Promise<void>
  forget(name: string): Promise<void>
}
export const DEVICE_KEY = 'device'
/** One key a review role: nobody's word as an SME is ever taken for their word as an L&D reviewer. */
export const signingKeyName = (role: 'sme' | 'ld'): string => `signing-${role}`
/** A key made beside the one in use, until it is trusted. */
export const nextKeyName = (role: 'sme' | 'ld'): string => `signing-${role}-next`
export const signingKeys: readonly string[] = (['sme', 'ld'] as const).flatMap((role) => [
  signingKeyName(role),
  nextKeyName(role),
])

export interface EnrolDeps {
  store: EnrolmentStore
  keys: Keys
  connect(server: string, credential: string | null): Transport
  /** pins the first trust file by the link's hash, before the code is spent */
  pin(transport: Transport, tenant: string, rootHash: string): Promise<TrustedState>
  /** empties the event store and sets it where the person's set stands */
  begin(at: { gen: number; floor: string }): Promise<void>
}

export async function enrolDevice(text: string, { store, keys, connect, pin, begin }: EnrolDeps): Promise<Enrolment> {
  const { server, tenant, code, rootHash } = readEnrolmentLink(text)
  const there = await store.load()
  if (there)
    throw new AppError(
      'enrolled',
      `This device is enrolled for ${there.name} already. Sign out first to enrol it anew.`,
    )
  const transport = connect(server, null)
  const { trust } = await pin(transport, tenant, rootHash)
  const { jwk } = await keys.make(DEVICE_KEY)
  const reply = await transport.postJson('/v1/enrol', { code, publicKey: jwk })
  const { gen, floor, ...given } = parse(EnrolReply, reply, 'enrolment reply')
  const enrolment: Enrolment = { server, tenant, rootHash, demo: trust.demo, ...given }
  await begin({ gen, floor })
  await store.save(enrolment)
  return enrolment
}

/** Asked again at most so often: roles and jobs change over months. */
const STANDING_MS = 3_600_000

/** Keeps up with what the organisation says of this person. A server that cannot be reached changes nothing. */
export function createStanding({ store, nowMs }: { store: EnrolmentStore; nowMs(): number }) {
  let askedMs = Number.NEGATIVE_INFINITY
  return {
    async refresh(transport: Transport): Promise<void> {
      if (nowMs() - askedMs < STANDING_MS) return
      askedMs = nowMs()
      // not reached, or not understood: what was known goes on
      const said = await transport.getJson('/v1/me').then(
        (reply) => parse(Standing, reply, 'what the server says of you'),
        () => null,
      )
      const before = await store.load()
      if (!said || !before) return
      const after = { ...before, ...said }
      if (JSON.stringify(after) !== JSON.stringify(before)) await store.save(after)
    },
    /** role profiles of this person, or null when nobody said which */
    async profiles(): Promise<readonly string[] | null> {
      const profiles = (await store.load())?.profiles ?? []
      return profiles.length > 0 ? profiles : null
    },
    /** offline what was known last goes on */
    async pathRecommendation(): Promise<boolean> {
      return (await store.load())?.pathRecommendation ?? false
    },
  }
}

export const meOf = ({ tenant, person, name, roles, device, server, demo }: Enrolment): Me => ({
  tenant,
  person,
  name,
  roles,
  device,
  server,
  demo,
})
