import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Browser, type BrowserContext, chromium, devices, type Page } from 'playwright-core'
import { extensionFolder } from '../../sync/build/steps.ts'
import { enrolExtension } from '../../sync/demo/enrol-extension.ts'
import { type ExtensionBrowser, openExtensionBrowser } from '../../sync/demo/extension-browser.ts'
import { type RunningDesk, serveDesk } from '../../sync/demo/serve-desk.ts'
import { enrolmentLink } from '../../sync/enrolment-link.ts'
import { readAdminToken } from '../../sync/organisation.ts'
import { type RunningServer, startServer } from '../../sync/server.ts'
import { start } from '../../sync/start.ts'
import { composeRelease } from '../../sync/studio/compose-release.ts'
import { type ImportedObject, importObjects } from '../../sync/studio/import-objects.ts'
import { demoSignRelease } from '../../sync/studio/publish-release.ts'
import { approveAsPeople } from './approve-as-people.ts'
import { chromiumArgs, findChromium } from './chromium.ts'
import { placeDemo } from './demo-folder.ts'

const root = resolve(import.meta.dirname, '../..')
const extension = resolve(root, extensionFolder)

/** A real server with the demo organisation in a folder of its own, the desk, and browsers on request. */
export interface Handrail {
  readonly folder: string
  readonly origin: string
  readonly desk: RunningDesk
  /** a fresh one-time enrolment link for a person of the demo */
  link(person: string): Promise<string>
  /** the server is gone until `startServer`, which takes the same address */
  stopServer(): Promise<void>
  startServer(): Promise<void>
  /** what the server holds of a person, once the server runs */
  events(person: string): Promise<{ id: string; kind: string }[]>
  /** pages that authors saved as examples, as the server keeps them */
  examples(): Promise<string[]>
  /** both reviewers sign the newest version of the object of this kind whose id matches */
  approve(kind: string, id: RegExp): Promise<void>
  /** a request of the folder's own administrator, who acts `as` a person the body names */
  operate(path: string, body: unknown): Promise<unknown>
  /** an author's objects, as drafts */
  draft(objects: readonly ImportedObject[]): Promise<void>
  /** an author's objects, signed by both reviewers and published in the next release */
  publish(objects: readonly ImportedObject[]): Promise<void>
  /** Chromium with the built extension; enrolled as `person` and granted the desk or other tools, or as installed when null */
  launchExtension(person?: string | null, tools?: readonly string[]): Promise<ExtensionBrowser>
  /** the PWA in a browser of its own, enrolled as `person`, or not when null */
  launchPwa(options?: { person?: string | null; device?: string }): Promise<{ context: BrowserContext; page: Page }>
  stop(): Promise<void>
}

/**
 * Starts everything on free ports. Needs `npm run build` to have run.
 *
 * @throws when nothing is built, or there is no Chromium on the first launch
 */
export async function startHandrail(): Promise<Handrail> {
  if (!existsSync(join(extension, 'manifest.json')) || !existsSync(join(root, 'dist/pwa/index.html')))
    throw new Error('nothing is built: run npm run build first')
  const folder = mkdtempSync(join(tmpdir(), 'handrail-e2e-'))
  await placeDemo(folder)
  const started = await start({ folder, port: 0, demoPort: 0 }, () => {})
  const desk = started.desk ?? (await serveDesk(0))
  let server: RunningServer | null = started.server
  const { origin, port } = started.server
  const opened: { close(): Promise<void> }[] = []
  let browser: Promise<Browser> | undefined
  const running = () => {
    if (!server) throw new Error('the server is stopped: call startServer first')
    return server
  }

  async function draft(objects: readonly ImportedObject[]) {
    const { refused } = await importObjects(running().organisation, 'amira', objects)
    if (refused.length > 0) throw new Error(`not taken in: ${JSON.stringify(refused)}`)
  }
  const link = (person: string) => enrolmentLink(running().organisation, person, origin)
  return {
    folder,
    origin,
    desk,
    link,
    async stopServer() {
      await server?.close()
      server = null
    },
    async startServer() {
      server ??= await startServer({ folder, port })
    },
    events: (person) =>
      running().organisation.db.selectFrom('event').select(['id', 'kind']).where('learner', '=', person).execute(),
    async examples() {
      const rows = await running().organisation.db.selectFrom('page_state').select('body').execute()
      return rows.map(({ body }) => body)
    },
    async operate(path, body) {
      const headers = { authorization: `Bearer ${readAdminToken(folder)}`, 'content-type': 'application/json' }
      const reply = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!reply.ok) throw new Error(await reply.text())
      return reply.json()
    },
    approve: (kind, id) => approveAsPeople(running(), [{ kind, id }]),
    draft,
    async publish(objects) {
      const { organisation } = running()
      await draft(objects)
      await approveAsPeople(
        running(),
        objects.map(({ kind, id }) => ({ kind, id: new RegExp(`^${id}$`) })),
      )
      const { version } = await composeRelease(organisation, 'lena')
      await demoSignRelease(organisation, version)
    },
    async launchExtension(person = 'leo', tools = [desk.origin]) {
      const profile = mkdtempSync(join(tmpdir(), 'handrail-profile-'))
      const extensionBrowser = await openExtensionBrowser({ extension, profile, headless: true })
      opened.push(extensionBrowser)
      if (person === null) return extensionBrowser
      await extensionBrowser.grant([origin, ...tools])
      await enrolExtension(extensionBrowser, { link: await link(person), tools })
      return extensionBrowser
    },
    async launchPwa({ person = 'leo', device = 'Pixel 7' } = {}) {
      browser ??= chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArgs })
      const context = await (await browser).newContext(devices[device] ?? {})
      opened.push(context)
      const page = await context.newPage()
      await page.goto(person === null ? origin : await link(person))
      if (person !== null) {
        await page.getByRole('button', { name: 'Enrol this device' }).click()
        await page.getByRole('heading', { name: 'Welcome' }).waitFor({ timeout: 60_000 })
      }
      return { context, page }
    },
    async stop() {
      await Promise.all(opened.map((each) => each.close().catch(() => {})))
      await (await browser)?.close()
      await server?.close()
      await desk.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
