import type { Kysely } from 'kysely'
import * as v from 'valibot'
import { AppError, DAY_MS, dayOf, parse, utf8 } from '#core/base'
import type { StudioTask } from '#core/competencies'
import { fingerprint, holderOf, instant, instantMs, PublicJwk, type Trust, verifyTrust } from '#core/releases'
import type { Schema } from '../database.ts'
import { readRoles } from '../identity.ts'
import type { Organisation } from '../organisation.ts'
import { readKeyFile } from './key-files.ts'
import { signCurrentTime } from './sign-time.ts'
import { stateOf } from './signing-keys.ts'
import { currentTrust, withdrawnKeys } from './trust-file.ts'
import { verifyChain, type WaitingKey } from './trust-proposal.ts'

/** Every trust file so far, each checked against the one before: nothing is signed on the word of the database alone. */
export async function trustChain(db: Kysely<Schema>): Promise<{ chain: string[]; trust: Trust }> {
  const rows = await db.selectFrom('trust').select('jws').orderBy('version').execute()
  const chain = rows.map(({ jws }) => jws)
  return { chain, trust: await verifyChain(chain) }
}

/** For the root ceremony: the chain, the keys that wait, and those that were withdrawn since. */
export async function trustView(org: Organisation) {
  const { chain, trust } = await trustChain(org.db)
  const withdrawn = (await withdrawnKeys(org.db)).filter(
    (kid) => Object.hasOwn(trust.keys, kid) && !trust.revoked.includes(kid),
  )
  return { chain, withdrawn, waiting: await waitingKeys(org, await currentTrust(org.db)) }
}

const ReviewRole = v.picklist(['sme', 'ld'])

async function waitingKeys(org: Organisation, trust: Trust): Promise<WaitingKey[]> {
  const rows = await org.db
    .selectFrom('signing_key as k')
    .innerJoin('person as p', 'p.id', 'k.person')
    .select(['k.kid', 'k.jwk', 'k.person', 'k.role', 'k.asked_ms', 'k.withdrawn_ms', 'p.name', 'p.roles'])
    .orderBy('k.asked_ms')
    .execute()
  return rows.flatMap(({ kid, jwk, person, asked_ms, withdrawn_ms, name, ...row }) => {
    const role = parse(ReviewRole, row.role, 'role of a signing key')
    if (stateOf(trust, { kid, person, role, withdrawn_ms }) !== 'waiting') return []
    const holdsRole = readRoles(row.roles).includes(role)
    const key = parse(v.pipe(v.string(), v.parseJson(), PublicJwk), jwk, 'signing key')
    return [{ kid, jwk: key, person, name, role, askedAt: instant(asked_ms), holdsRole }]
  })
}

/**
 * Takes in the next trust file, signed by the root holders, after every check a device will make, and those only the server can:
 * that it can still say what is current under it, and that no key comes back that was withdrawn.
 *
 * @throws {AppError} `refused`, `conflict`, and as `verifyTrust`
 */
export async function takeTrust(org: Organisation, jws: string): Promise<{ version: number }> {
  const time = await readKeyFile(org.folder, 'time')
  return org.db.transaction().execute(async (db) => {
    const { trust: before } = await trustChain(db)
    const next = await verifyTrust(before, utf8(jws))
    // A demo's keys lie in files: nobody makes an organisation one, or hides that it is one.
    if (next.demo !== org.demo)
      throw new AppError('refused', 'A trust file cannot turn an organisation into a demo or back.')
    if (instantMs(next.expires) <= org.nowMs())
      throw new AppError('refused', `This trust file ended on ${next.expires}; propose a new one.`)
    if (!holderOf(next, 'time', time.signer.kid))
      throw new AppError(
        'refused',
        'Under this trust file the server could not say what is current; devices would stop.',
      )
    const back = (await withdrawnKeys(db)).find((kid) => Object.hasOwn(next.keys, kid) && !next.revoked.includes(kid))
    if (back)
      throw new AppError('conflict', `Key ${fingerprint(back)} was withdrawn meanwhile; propose the trust file again.`)
    await db.insertInto('trust').values({ version: next.version, jws }).execute()
    await db
      .updateTable('signing_key')
      .set({ trusted_in: next.version })
      .where('trusted_in', 'is', null)
      .where('kid', 'in', [...next.roles.sme.kids, ...next.roles.ld.kids, ''])
      .execute()
    await org.audit('operator', 'trust-published', String(next.version), db)
    await signCurrentTime(org, db)
    return { version: next.version }
  })
}

/** The roots are asked to renew the trust file this long before it ends, ms: they may have to travel. */
const RENEW_BEFORE_MS = 60 * DAY_MS

/** What waits for the root holders. Where the trust file ends, every device stops taking releases. */
export async function trustTasks(org: Organisation, today: string): Promise<StudioTask[]> {
  const trust = await currentTrust(org.db)
  const about = { owner: 'the administrator', to: '/review' }
  const endsMs = instantMs(trust.expires)
  const ends = dayOf(endsMs)
  const renew: StudioTask[] =
    endsMs - org.nowMs() > RENEW_BEFORE_MS
      ? []
      : [
          {
            ...about,
            kind: 'trust-ends',
            id: String(trust.version),
            title: `Have the root holders renew the trust file: it ends on ${ends}, and devices then take no release`,
            dueOn: ends,
            overdue: ends <= today,
          },
        ]
  const waiting = (await waitingKeys(org, trust)).map(({ kid, name, askedAt }) => ({
    ...about,
    kind: 'key-waits',
    id: kid,
    title: `Have the root holders accept the signing key of ${name} (${fingerprint(kid)})`,
    dueOn: askedAt.slice(0, 10),
    overdue: false,
  }))
  return [...renew, ...waiting]
}
