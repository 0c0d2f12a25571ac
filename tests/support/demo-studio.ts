import { rmSync } from 'node:fs'
import { createApp } from '../../sync/app.ts'
import { initDemo } from '../../sync/demo/init-demo.ts'
import { openFolder } from '../../sync/folder.ts'
import { realWorld, type World } from '../../sync/organisation.ts'
import { addDevice, tempFolder } from './organisation.ts'

/** The demo organisation with its framework, approved documents and reviewers' hours, and the whole API in-process. */
export async function createDemoStudio(world: Partial<World> = {}) {
  const folder = openFolder(tempFolder())
  const org = await initDemo({ folder, log: () => {}, world: { ...realWorld, openEmbedder: () => null, ...world } })
  const app = createApp(org)
  const credentials = new Map<string, string>()
  async function ask(person: string, method: 'GET' | 'POST', url: string, body?: unknown) {
    const credential = credentials.get(person) ?? (await addDevice(org, person))
    credentials.set(person, credential)
    const headers = { authorization: `Bearer ${credential}`, 'content-type': 'application/json' }
    const reply = await app.request(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> }
  }
  const audit = async () =>
    (await org.db.selectFrom('audit').select(['actor', 'action', 'target']).orderBy('n').execute()).map(
      ({ actor, action, target }) => `${actor} ${action} ${target}`,
    )
  const remove = async () => {
    await folder.close()
    rmSync(folder.path, { recursive: true, force: true })
  }
  return { org, ask, audit, remove }
}
export type DemoStudio = Awaited<ReturnType<typeof createDemoStudio>>

export const refundBrief = (more: Record<string, unknown> = {}) => ({
  competency: 'refund-limits',
  role: 'service-desk-agent',
  context: 'You are about to send a refund',
  objective: 'Decide who approves a refund before it is sent',
  format: 'steps',
  sources: [{ document: 'refunds' }],
  ...more,
})
