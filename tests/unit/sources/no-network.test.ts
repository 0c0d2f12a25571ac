import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

test('the reading process finds every way out closed', () => {
  const script = `
    await import('${root}/sync/sources/reading/no-network.ts')
    const tries = {
      socket: async () => (await import('node:net')).connect(9, '127.0.0.1'),
      https: async () => (await import('node:https')).get('https://127.0.0.1'),
      fetch: async () => fetch('https://127.0.0.1'),
      name: async () => (await import('node:dns')).lookup('localhost', () => {}),
      names: async () => (await import('node:dns/promises')).resolve('localhost'),
      datagram: async () => (await import('node:dgram')).createSocket('udp4').send('x', 9, '127.0.0.1'),
      process: async () => (await import('node:child_process')).spawn('true'),
    }
    const open = []
    for (const [name, attempt] of Object.entries(tries)) await attempt().then(() => open.push(name), () => {})
    console.log(JSON.stringify(open))`
  const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  })
  expect(stdout.trim()).toBe('[]')
})
