import { createMemoryReleaseStore } from '#core/adapters/memory'
import { sha256Hex } from '#core/base'
import { bodyChecks } from '#core/engine'
import { createUpdater, type Signer } from '#core/releases'
import { addPerson } from './organisation.ts'
import type { Studio } from './studio.ts'

/** A device that takes releases as every client does, and says in its sync what it has. */
export async function releasedDevice(studio: Studio, person: string, department: string | null = null) {
  const known = await studio.org.db.selectFrom('person').select('id').where('id', '=', person).executeTakeFirst()
  if (!known) await addPerson(studio.org, person, ['learner'])
  await studio.operator('POST', `/v1/studio/people/${person}/department`, { department })
  const store = createMemoryReleaseStore()
  const updater = createUpdater({
    store,
    transport: studio.transport(person),
    nowMs: studio.org.nowMs,
    checks: bodyChecks,
  })
  const first = await studio.app.request('/v1/trust/1')
  await updater.pin('larkfield', sha256Hex(new Uint8Array(await first.arrayBuffer())))
  const told = async () => {
    const state = await store.load()
    const seen = {
      trust: state?.trust.version ?? 0,
      time: state?.time?.version ?? 0,
      release: state?.release?.version ?? 0,
    }
    return studio.as(person)('POST', '/v1/sync', { proto: 1, now: studio.org.nowMs(), gen: 0, events: [], seen })
  }
  return {
    store,
    update: () => updater.update(),
    tell: told,
    /** looks for something newer and says what it has, as every device does each minute */
    async beat() {
      const outcome = await updater.update()
      await told()
      return outcome
    },
    /** versions by kind and id */
    async has(): Promise<Record<string, number>> {
      const state = await store.load()
      return Object.fromEntries(state?.objects.map(({ kind, id, version }) => [`${kind} ${id}`, version]) ?? [])
    },
    recalled: async () => (await store.load())?.release?.recalled ?? [],
    move: (to: string | null) => studio.operator('POST', `/v1/studio/people/${person}/department`, { department: to }),
  }
}

/** Two colleagues with keys who sign all of it, and the releases of it. */
export async function colleagues(studio: Studio) {
  const sue: Signer = (await studio.signingKey('sue', 'sme')).signer
  const lena: Signer = (await studio.signingKey('lena', 'ld')).signer
  const bothSign = async (objects: { kind: string; id: string; sha256: string }[], more = {}) => {
    for (const [person, role, signer] of [
      ['sue', 'sme', sue],
      ['lena', 'ld', lena],
    ] as const) {
      const { reply } = await studio.approve(person, role, signer, objects, more)
      if (reply.status !== 200) throw new Error(JSON.stringify(reply.body))
    }
  }
  return {
    sue,
    lena,
    bothSign,
    /** imports as an author, and both sign what was taken */
    async make(...objects: unknown[]) {
      const { taken, refused } = await studio.importAs('amira', ...objects)
      if (refused.length > 0) throw new Error(JSON.stringify(refused))
      const signed = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
      await bothSign(signed)
      return signed
    },
    /** composes and signs the next release */
    async release(departments?: string[]) {
      const composed = await studio.as('lena')('POST', '/v1/studio/releases', {})
      if (composed.status !== 200) throw new Error(JSON.stringify(composed.body))
      return studio.signWaiting('lena', lena, departments ? { departments } : {})
    },
    /** signs what waits */
    sign: () => studio.signWaiting('lena', lena, {}),
  }
}
