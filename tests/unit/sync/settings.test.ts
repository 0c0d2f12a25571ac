import { expect, it } from 'vitest'
import { readSettings } from '../../../sync/settings.ts'

it('takes the ports and the folder of CONTRACTS when nothing is said', () => {
  const { folder, port, demoPort, production } = readSettings({})
  expect([port, demoPort, production]).toEqual([8787, 8788, false])
  expect(folder.endsWith('/.handrail')).toBe(true)
})

it('takes what the environment says', () => {
  const env = { PORT: '9000', DEMO_PORT: '9001', HANDRAIL_DATA: '/srv/handrail', NODE_ENV: 'production' }
  expect(readSettings(env)).toEqual({ folder: '/srv/handrail', port: 9000, demoPort: 9001, production: true })
})

it.each(['eighty', '70000', '-1', '80.5'])('refuses %s as a port', (PORT) => {
  expect(() => readSettings({ PORT })).toThrow(`PORT=${PORT} is no port`)
})
