import { execFile } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandLine } from '../../support/command-line.ts'
import { tempFolder } from '../../support/organisation.ts'
import { refundAid } from '../../support/studio.ts'

let base: string
beforeAll(() => {
  base = tempFolder()
})
afterAll(() => rmSync(base, { recursive: true, force: true }))

interface Run {
  exit: number
  out: string
  err: string
}
const handrail = (folder: string, args: string[], env: Record<string, string> = {}): Promise<Run> =>
  commandLine(join(base, folder), env)(...args)
/** The real command line, in a process of its own: it begins, says what it has to and ends. */
const apart = (folder: string, args: string[], env: Record<string, string> = {}): Promise<Run> =>
  new Promise((done) => {
    const options = { env: { ...process.env, NODE_ENV: '', HANDRAIL_DATA: join(base, folder), ...env } }
    execFile(process.execPath, ['--import', 'tsx', 'sync/cli.ts', ...args], options, (error, out, err) =>
      done({ exit: error ? Number(error.code) : 0, out, err }),
    )
  })

describe('the command line of the studio', () => {
  it('makes the demo once, and is content when asked again', async () => {
    expect(await apart('demo', ['init', '--demo', '--json'])).toMatchObject({ exit: 0 })
    const again = await handrail('demo', ['init', '--demo', '--json'])
    expect(again.exit).toBe(0)
    expect(JSON.parse(again.out)).toMatchObject({ tenant: 'larkfield', demo: true, made: false })
  }, 60_000)

  it('refuses the demo in production with one sentence', async () => {
    const { exit, err } = await apart('never', ['init', '--demo'], { NODE_ENV: 'production' })
    expect({ exit, lines: err.trim().split('\n').length }).toEqual({ exit: 1, lines: 1 })
  })

  it('makes an organisation of one’s own from a list of people, and says what bad input is', async () => {
    const people = join(base, 'people.json')
    writeFileSync(people, JSON.stringify([{ id: 'ann', name: 'Ann', roles: ['author'] }]))
    expect((await handrail('own', ['init'])).exit).toBe(2)
    expect((await handrail('own', ['init', '--tenant', 'No Slug', '--people', people])).exit).toBe(2)
    const made = await handrail('own', ['init', '--tenant', 'acme', '--people', people])
    expect(made).toMatchObject({ exit: 0 })
    expect(made.out).toContain('move it off this machine')
    expect((await handrail('own', ['init', '--tenant', 'acme', '--people', people])).exit).toBe(1)
  }, 60_000)

  it('prints a one-time link that pins tenant and root', async () => {
    const { out, exit } = await handrail('demo', ['enrol', 'leo', '--server', 'https://help.example/'])
    expect(exit).toBe(0)
    expect(out.trim()).toMatch(/^https:\/\/help\.example\/enrol#larkfield\.[\w-]{22}\.[0-9a-f]{64}$/)
    const address = { HANDRAIL_ADDRESS: 'https://handrail.example/' }
    const usual = await handrail('demo', ['enrol', 'leo'], address)
    expect(usual.out).toMatch(/^https:\/\/handrail\.example\/enrol#/)
    expect((await handrail('demo', ['enrol', 'nobody'])).exit).toBe(2)
  }, 60_000)

  it('imports a folder of objects: the good ones are in, the others named with file and reason', async () => {
    const folder = join(base, 'objects')
    mkdirSync(folder, { recursive: true })
    const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
    write('good.json', JSON.stringify(refundAid('A changed aid')))
    write('twin.json', JSON.stringify(refundAid('A twin')))
    write('poem.json', JSON.stringify({ kind: 'poem', id: 'x', body: {} }))
    write('document.json', JSON.stringify({ kind: 'document', id: 'x', body: {} }))
    write('cut.json', '{ "kind": "job-')
    write('binary.json', '\0\0')
    const run = await handrail('demo', ['import', 'objects', folder, '--as', 'amira', '--json'])
    expect(run.exit).toBe(1)
    const report = JSON.parse(run.out) as { taken: unknown[]; refused: { file: string; reason: string }[] }
    expect(report.taken).toMatchObject([{ kind: 'job-aid', id: 'refund-approval', version: 2, state: 'changed' }])
    expect(report.refused.map(({ file }) => file.split('/').at(-1)).sort()).toEqual([
      'binary.json',
      'cut.json',
      'document.json',
      'poem.json',
      'twin.json',
    ])
    expect((await handrail('demo', ['import', 'objects', join(base, 'nowhere'), '--as', 'amira'])).exit).toBe(2)
    expect((await handrail('demo', ['import', 'objects', folder, '--as', 'lena'])).exit).toBe(1)
  }, 60_000)

  it('releases nothing that is not approved', async () => {
    const { exit, err } = await handrail('demo', ['release', '--as', 'lena', '--demo-sign'])
    expect(exit).toBe(1)
    expect(err).toContain('Nothing approved has changed since release 1.')
    expect((await handrail('demo', ['release', '--as', 'amira'])).exit).toBe(1)
  }, 60_000)
})
