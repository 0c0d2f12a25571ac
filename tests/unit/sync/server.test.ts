import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOperator, serverFile } from '../../../sync/client.ts'
import { openFolder } from '../../../sync/folder.ts'
import type { AppEnv } from '../../../sync/identity.ts'
import { createOrganisation } from '../../../sync/organisation.ts'
import { type RunningServer, startServer } from '../../../sync/server.ts'
import { tempFolder } from '../../support/organisation.ts'

let path: string
let server: RunningServer | undefined
beforeEach(async () => {
  path = tempFolder()
  const folder = openFolder(path)
  await createOrganisation(folder, { tenant: 'larkfield', name: 'Larkfield', demo: true })
  await folder.close()
})
afterEach(async () => {
  await server?.close()
  server = undefined
  rmSync(path, { recursive: true, force: true })
})
const start = async (more: Partial<Parameters<typeof startServer>[0]> = {}) => {
  server = await startServer({ folder: path, port: 0, static: false, log: () => {}, ...more })
  return server
}

describe('startServer', () => {
  it('answers health and readiness', async () => {
    const { origin } = await start()
    expect(await (await fetch(`${origin}/health`)).json()).toEqual({ ok: true })
    expect(await (await fetch(`${origin}/ready`)).json()).toEqual({ ok: true, tenant: 'larkfield', demo: true })
  })

  it('says that its port is taken and leaves the folder free', async () => {
    const { port } = await start()
    const other = tempFolder()
    const folder = openFolder(other)
    await createOrganisation(folder, { tenant: 'other', name: 'Other', demo: false })
    await folder.close()
    await expect(startServer({ folder: other, port, static: false })).rejects.toMatchObject({ code: 'port-taken' })
    await openFolder(other).close()
    rmSync(other, { recursive: true, force: true })
  })

  it('turns a second server on the same folder away', async () => {
    await start()
    await expect(startServer({ folder: path, port: 0, static: false })).rejects.toMatchObject({ code: 'folder-locked' })
  })

  it('finishes a running request before it stops, and takes its address away', async () => {
    let answer = () => {}
    let began = () => {}
    const running = new Promise<void>((done) => {
      began = done
    })
    const slow = (): Hono<AppEnv>[] => [
      new Hono<AppEnv>().get('/slow', async (c) => {
        await new Promise<void>((done) => {
          answer = done
          began()
        })
        return c.json({ done: true })
      }),
    ]
    const { origin, close } = await start({ routes: slow })
    const reply = fetch(`${origin}/slow`)
    await running
    const closed = close()
    setTimeout(() => answer(), 100)
    expect(await (await reply).json()).toEqual({ done: true })
    await closed
    expect(existsSync(serverFile(path))).toBe(false)
    await openFolder(path).close()
  })

  it('stops within five seconds although somebody keeps a request open', async () => {
    const { port, close } = await start()
    const half = connect(port, '127.0.0.1')
    half.on('error', () => {})
    half.write('POST /v1/sync HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n')
    await new Promise((soon) => setTimeout(soon, 100))
    const begun = Date.now()
    await close()
    expect(Date.now() - begun).toBeLessThan(5000)
  })
})

describe('what is built', () => {
  beforeEach(() => {
    mkdirSync(join(path, 'pwa/assets'), { recursive: true })
    mkdirSync(join(path, 'model'))
    writeFileSync(join(path, 'pwa/index.html'), '<h1>Handrail</h1>')
    writeFileSync(join(path, 'pwa/assets/app-1a2b.js'), 'export {}')
    writeFileSync(join(path, 'model/tokenizer.json'), '{}')
  })
  const built = () => start({ static: { pwa: join(path, 'pwa'), model: join(path, 'model'), ort: join(path, 'ort') } })

  it('serves the shell for every page, under a policy that runs only its own files', async () => {
    const { origin } = await built()
    for (const page of ['/', '/library', '/play/01a']) {
      const reply = await fetch(`${origin}${page}`)
      expect(await reply.text()).toBe('<h1>Handrail</h1>')
      expect(reply.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'")
      expect(reply.headers.get('cache-control')).toBe('no-cache')
    }
  })

  it('serves files with their type, hashed ones for ever, and revalidates the rest', async () => {
    const { origin } = await built()
    const script = await fetch(`${origin}/assets/app-1a2b.js`)
    expect(script.headers.get('content-type')).toContain('text/javascript')
    expect(script.headers.get('cache-control')).toContain('immutable')
    const model = await fetch(`${origin}/model/tokenizer.json`)
    expect(model.headers.get('content-type')).toContain('application/json')
    const etag = model.headers.get('etag') ?? ''
    expect((await fetch(`${origin}/model/tokenizer.json`, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('never serves what lies outside, and a missing file is not the shell', async () => {
    const { origin } = await built()
    for (const path of [
      '/missing.js',
      '/model/nothing.onnx',
      '/v1/nothing',
      '/model/%2e%2e/admin.token',
      '/..%2fadmin.token',
    ])
      expect((await fetch(`${origin}${path}`)).status).toBe(404)
  })
})

describe('createOperator', () => {
  it('runs the app in this process when no server runs, and gives the folder back', async () => {
    const operator = await createOperator({ folder: path })
    expect(operator.origin).toBeNull()
    expect(await operator.get('/ready')).toMatchObject({ tenant: 'larkfield' })
    await operator.close()
    await start()
  })

  it('talks to the server that runs on the folder', async () => {
    const { origin } = await start()
    const operator = await createOperator({ folder: path })
    expect(operator.origin).toBe(origin)
    expect(await operator.get('/ready')).toMatchObject({ tenant: 'larkfield' })
    await expect(operator.get('/v1/nothing')).rejects.toMatchObject({ code: 'not-found' })
    await operator.close()
  })

  it('says what to do in an empty folder', async () => {
    await expect(createOperator({ folder: join(path, 'nowhere') })).rejects.toMatchObject({ code: 'not-initialised' })
  })
})
