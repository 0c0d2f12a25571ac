import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attempt } from '../../support/gate/attempt.ts'
import { byImport, byPeople } from '../../support/gate/attempts-by-people.ts'
import { byServer } from '../../support/gate/attempts-by-server.ts'
import { bySignature } from '../../support/gate/attempts-by-signature.ts'
import { byStorage } from '../../support/gate/attempts-by-storage.ts'
import { byTrust } from '../../support/gate/attempts-by-trust.ts'
import { createBase, openWorld, PLANTED } from '../../support/gate/gate-world.ts'

const routes: Record<string, readonly Attempt[]> = {
  'by every credential': byPeople,
  'by what is brought in': byImport,
  'by what is signed': bySignature,
  'by an edited database or store': byStorage,
  'by the server itself, and by clocks': byServer,
  'by whose signatures count': byTrust,
}
const tally = { attempts: 0, reached: 0, refused: 0, audited: 0 }

let base: Awaited<ReturnType<typeof createBase>>
beforeAll(async () => {
  base = await createBase()
})
afterAll(() => {
  rmSync(join(base.folder, '..'), { recursive: true, force: true })
  const { attempts, reached, refused, audited } = tally
  console.log(
    `gate: ${attempts} attempts, ${reached} reached a learner, ${refused} refused with a reason, ${audited} in the audit log`,
  )
})

it('lets through what an SME and an L&D reviewer signed, so that the attempts below prove something', async () => {
  const world = await openWorld(base)
  try {
    const objects = await world.plant()
    expect((await world.sign('sue', objects)).status).toBe(200)
    expect((await world.sign('lena', objects)).status).toBe(200)
    expect((await world.publish('lena', base.keys.lena.signer)).status).toBe(200)
    expect((await world.leo.refresh()).version).toBe(2)
    expect(await world.held()).toContain(PLANTED)
  } finally {
    await world.close()
  }
})

for (const [route, attempts] of Object.entries(routes))
  describe(`the gate holds ${route}`, () => {
    it.each(attempts)('$name', (attempt) => prove(attempt))
  })

async function prove({ code, run }: Attempt) {
  const world = await openWorld(base)
  tally.attempts++
  try {
    const before = (await world.audited()).length
    const reply = await run(world)
    const device = await world.leo.refresh()
    const held = await world.held()
    if (held.includes(PLANTED)) tally.reached++
    expect(held).not.toContain(PLANTED)

    const reason = reply === null ? device.refused : reasonOf(reply.body)
    expect(reason, JSON.stringify(reply?.body)).toMatchObject({ message: expect.stringMatching(/\S+ \S+ \S+/) })
    if (reason?.code !== undefined) expect(reason).toMatchObject({ code })
    tally.refused++

    const log = (await world.audited()).slice(before)
    expect(log.filter((line) => /^(refused|import-refused|release-refused) /.test(line)).join('\n')).toContain(code)
    expect(await world.brokenAudit()).toBeNull()
    tally.audited++
  } finally {
    await world.close()
  }
}

/** A refusal, of the whole request or of one object in it. */
function reasonOf(body: unknown): { code?: string; message: string } | null {
  const { code, message, refused } = body as { code?: string; message?: string; refused?: { reason: string }[] }
  if (refused?.[0]) return { message: refused[0].reason }
  return code !== undefined && message !== undefined ? { code, message } : null
}
