import { resolve } from 'node:path'
import { build } from './build/build.ts'
import { buildSteps, extensionFolder } from './build/steps.ts'
import { endWith } from './exit-code.ts'
import { stopOnSignals } from './server.ts'
import { checkStart, readSettings } from './settings.ts'
import { type Invitation, invite, type Started, start } from './start.ts'

const root = resolve(import.meta.dirname, '..')
const say = (line: string) => console.log(line)

/**
 * Builds what changed, makes the demo organisation on the first run, serves, and says where everything is. Ends the process'
 * way: one sentence and CONTRACTS' exit code when it cannot.
 *
 * @param afterStart what else to open; Ctrl-C aborts its signal
 */
export async function serve(afterStart?: (started: Started, stop: AbortSignal) => Promise<void>): Promise<void> {
  let closing: (() => Promise<void>) | null = null
  try {
    const settings = readSettings(process.env)
    await checkStart(settings)
    say('Building')
    await build({ root, steps: buildSteps, nowMs: () => performance.now(), log: say })
    const started = await start(settings, say)
    closing = started.close
    const stop = new AbortController()
    stopOnSignals(() => {
      stop.abort()
      return started.close()
    })
    const people = started.desk ? await invite(started.server) : []
    say(welcome(started, people, settings.folder))
    await afterStart?.(started, stop.signal)
  } catch (error) {
    await closing?.()
    endWith(error)
  }
}

function welcome({ server, desk }: Started, people: Invitation[], folder: string): string {
  const lines = ['', `Handrail    ${server.origin}    the app for learners and reviewers, and the API`]
  if (desk) lines.push(`Demo desk   ${desk.origin}    the internal tool it helps in`)
  lines.push(`Extension   ${resolve(root, extensionFolder)}`)
  lines.push('            chrome://extensions, Developer mode, Load unpacked; then paste a link on its options page')
  lines.push(`Data        ${folder}`)
  if (people.length > 0)
    lines.push('', 'Enrolment links, each good for one device and one day (new ones at every start):')
  for (const { name, does, link } of people) lines.push(`  ${name}, ${does}`, `    ${link}`)
  lines.push('', 'Stop with Ctrl-C; everything is kept. `npm run demo` also opens a browser.', '')
  return lines.join('\n')
}
