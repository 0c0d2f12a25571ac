import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ToolPlan } from './tool-process.ts'

const program = createRequire(import.meta.url).resolve('node-red/red.js')

const at = (x: number, y: number) => ({ x, y })
const flows = [
  { id: 'f1', type: 'tab', label: 'Stock alerts', disabled: false, info: 'Tells the shop what runs low.' },
  { id: 'f2', type: 'tab', label: 'Morning report', disabled: false, info: '' },
  { id: 'n1', z: 'f1', type: 'inject', name: 'every hour', props: [], repeat: '3600', wires: [['n2']], ...at(140, 80) },
  {
    id: 'n2',
    z: 'f1',
    type: 'function',
    name: 'below minimum?',
    func: 'return msg.payload < 5 ? msg : null',
    outputs: 1,
    wires: [['n3']],
    ...at(340, 80),
  },
  { id: 'n3', z: 'f1', type: 'debug', name: 'low stock', active: true, wires: [], ...at(560, 80) },
  {
    id: 'n4',
    z: 'f1',
    type: 'http in',
    name: 'stock feed',
    url: '/stock',
    method: 'post',
    wires: [['n5']],
    ...at(140, 180),
  },
  { id: 'n5', z: 'f1', type: 'http response', name: 'thanks', statusCode: '200', wires: [], ...at(340, 180) },
  {
    id: 'n6',
    z: 'f2',
    type: 'inject',
    name: 'at seven',
    props: [],
    crontab: '00 07 * * *',
    wires: [['n7']],
    ...at(140, 80),
  },
  {
    id: 'n7',
    z: 'f2',
    type: 'change',
    name: 'subject line',
    rules: [{ t: 'set', p: 'topic', pt: 'msg', to: 'Report', tot: 'str' }],
    wires: [['n8']],
    ...at(340, 80),
  },
  { id: 'n8', z: 'f2', type: 'debug', name: 'report', active: false, wires: [], ...at(560, 80) },
]

/** Two flows of a shop; nothing is asked of the world outside. */
export const nodeRed: ToolPlan = {
  fill(folder, port) {
    const settings = {
      uiPort: port,
      uiHost: '127.0.0.1',
      flowFile: 'flows.json',
      credentialSecret: 'made up',
      telemetry: { enabled: false, updateNotification: false },
      editorTheme: { tours: false, palette: { catalogues: [] } },
      logging: { console: { level: 'warn' } },
    }
    writeFileSync(join(folder, 'settings.js'), `module.exports = ${JSON.stringify(settings)}`)
    writeFileSync(join(folder, 'flows.json'), JSON.stringify(flows))
  },
  command: (folder) => [process.execPath, program, '--userDir', folder, '--settings', join(folder, 'settings.js')],
  readyPath: '/flows',
}
