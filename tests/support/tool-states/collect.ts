import { mkdirSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium } from 'playwright-core'
import { serveDesk } from '../../../sync/demo/serve-desk.ts'
import { chromiumArgs, findChromium } from '../chromium.ts'
import { startDebianTool } from '../tools/debian-tools.ts'
import { startTool } from '../tools/index.ts'
import { createPageCollector } from './page-collector.ts'
import type { Walk } from './walk.ts'
import { adminer } from './walks/adminer.ts'
import { desk } from './walks/desk.ts'
import { dokuwiki } from './walks/dokuwiki.ts'
import { maildev } from './walks/maildev.ts'
import { nodeRed } from './walks/node-red.ts'
import { redmine } from './walks/redmine.ts'
import { tiddlywiki } from './walks/tiddlywiki.ts'
import { wordpress } from './walks/wordpress.ts'

/**
 * `node --import tsx tests/support/tool-states/collect.ts [tool...]`: walks through the tools in Chromium and writes what the page
 * script says at each stop, with the task of the walk, to tests/golden/tool-states/states/<tool>.json.
 */
const folder = resolve(import.meta.dirname, '../../golden/tool-states/states')

interface Started {
  origin: string
  stop(): Promise<void>
}
const startDesk = async (): Promise<Started> => {
  const { origin, close } = await serveDesk(0)
  return { origin, stop: close }
}
const tools: Readonly<Record<string, { walk: Walk; start(): Promise<Started> }>> = {
  desk: { walk: desk, start: startDesk },
  tiddlywiki: { walk: tiddlywiki, start: () => startTool('tiddlywiki') },
  'node-red': { walk: nodeRed, start: () => startTool('node-red') },
  maildev: { walk: maildev, start: () => startTool('maildev') },
  dokuwiki: { walk: dokuwiki, start: () => startDebianTool('dokuwiki') },
  wordpress: { walk: wordpress, start: () => startDebianTool('wordpress') },
  redmine: { walk: redmine, start: () => startDebianTool('redmine') },
  adminer: { walk: adminer, start: () => startDebianTool('adminer') },
}
const ACT_MS = 5_000
const LOAD_MS = 30_000

const asked = process.argv.slice(2)
const collect = await createPageCollector()
mkdirSync(folder, { recursive: true })
for (const [name, { walk, start }] of Object.entries(tools)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const tool = await start()
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: chromiumArgs })
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
    page.setDefaultTimeout(ACT_MS)
    page.setDefaultNavigationTimeout(LOAD_MS)
    await walk.begin?.(page, tool.origin)
    const states = []
    for (const [n, [task, act]] of walk.stops.entries()) {
      if (task !== null && !(task in walk.tasks)) throw new Error(`${name} has no task ${task}`)
      const failed = await act(page, tool.origin).then(
        () => null,
        (cause: unknown) => String(cause).split('\n')[0],
      )
      if (failed) {
        console.error(`${name}, stop ${n} (${task}): left out, ${failed}`)
        continue
      }
      const signals = await collect(page)
      const host = `${name}.larkfield.example`
      const id = `${name}/${String(n).padStart(2, '0')}`
      const title = signals.title.replaceAll(new URL(tool.origin).host, host)
      states.push({ id, tool: name, signals: { ...signals, host, title }, task })
    }
    writeFileSync(resolve(folder, `${name}.json`), `${JSON.stringify(states, null, 1)}\n`)
    console.log(`${name}: ${states.length} states, ${states.filter(({ task }) => task === null).length} without a task`)
  } finally {
    await browser.close()
    await tool.stop()
  }
}
