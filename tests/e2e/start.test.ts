import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Running, runScript } from '../support/process.ts'

const folder = mkdtempSync(join(tmpdir(), 'handrail-start-'))
const processes: Running[] = []
let port: number
let demoPort: number

beforeAll(async () => {
  port = await freePort()
  demoPort = await freePort()
})
afterAll(() => {
  for (const { child } of processes) if (child.exitCode === null) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

const npmStart = (env: Record<string, string> = {}) => {
  const settings = { HANDRAIL_DATA: folder, PORT: String(port), DEMO_PORT: String(demoPort), ...env }
  const running = runScript('sync/main.ts', [], settings)
  processes.push(running)
  return running
}
const links = (said: string) => said.match(/http:\/\/127\.0\.0\.1:\d+\/enrol#\S+/g) ?? []
const tenantOf = (link = '') => new URL(link).hash.split('.')[0]

describe('npm start', () => {
  let first: Running
  let firstLinks: string[]

  it('makes the demo organisation, serves it and the desk, and prints a link for each role', async () => {
    first = npmStart()
    await first.until(/Stop with Ctrl-C/, 180_000)
    firstLinks = links(first.said())
    expect(firstLinks).toHaveLength(4)
    expect(first.said()).toContain('dist/extension/chrome-mv3')
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200)
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('<div id="app"')
    expect(await (await fetch(`http://127.0.0.1:${demoPort}/tickets`)).text()).toContain('Larkfield Desk')
  })

  it('refuses a second server on the folder with one sentence and exit 3', async () => {
    const second = npmStart({ PORT: String(await freePort()), DEMO_PORT: String(await freePort()) })
    expect(await second.ended).toBe(3)
    expect(second.said()).toMatch(/^Another Handrail process .*HANDRAIL_DATA\.\n$/)
  })

  it('refuses a port that is taken with one sentence and exit 3', async () => {
    const other = mkdtempSync(join(tmpdir(), 'handrail-start-'))
    const second = npmStart({ HANDRAIL_DATA: other })
    expect(await second.ended).toBe(3)
    expect(second.said()).toMatch(new RegExp(`^Port ${port} is taken .*\\n$`))
    rmSync(other, { recursive: true, force: true })
  })

  it('ends cleanly on Ctrl-C within 5 s and keeps its data for the next start', async () => {
    const { code, elapsedMs } = await first.end('SIGINT')
    expect(code).toBe(0)
    expect(elapsedMs).toBeLessThan(5000)
    const again = npmStart()
    await again.until(/Stop with Ctrl-C/)
    expect(again.said()).not.toContain('First run')
    expect(again.said()).not.toContain('built in')
    const fresh = links(again.said())
    expect(fresh.map(tenantOf)).toEqual(firstLinks.map(tenantOf))
    expect(fresh.map((link) => link.split('.').at(-1))).toEqual(firstLinks.map((link) => link.split('.').at(-1)))
    expect((await again.end('SIGTERM')).code).toBe(0)
  })

  it('never serves a demo, nor makes one, with NODE_ENV=production', async () => {
    const refused = npmStart({ NODE_ENV: 'production' })
    expect(await refused.ended).toBe(1)
    expect(refused.said()).toContain('never served with NODE_ENV=production')
    const empty = mkdtempSync(join(tmpdir(), 'handrail-start-'))
    const alsoRefused = npmStart({ NODE_ENV: 'production', HANDRAIL_DATA: empty })
    expect(await alsoRefused.ended).toBe(2)
    expect(alsoRefused.said()).toContain('handrail init')
    rmSync(empty, { recursive: true, force: true })
  })

  it('calls a port that is none by its name, with exit 2', async () => {
    const refused = npmStart({ PORT: 'eighty' })
    expect(await refused.ended).toBe(2)
    expect(refused.said()).toContain('PORT=eighty is no port')
  })
})

function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const found = typeof address === 'object' && address ? address.port : 0
      probe.close(() => done(found))
    })
  })
}
