import { mkdirSync } from 'node:fs'
import { ensureChromium, noChromium } from './support/runner/ensure-chromium.ts'
import { ensureFirefox, noFirefox } from './support/runner/ensure-firefox.ts'
import { runCommand } from './support/runner/stage.ts'
import { type Counts, clearReport, readReport } from './support/runner/vitest-report.ts'

/**
 * `npm test [-- --torture] [-- --only <stage>]`: every check there is, in one command; the last line is `N passed, N failed`.
 * With CI=true a check that was skipped counts as failed. --torture repeats the random ones with more seeds.
 */
process.chdir(new URL('..', import.meta.url).pathname)
process.env.WXT_TELEMETRY = '0'

interface Stage {
  name: string
  /** each is one check, run in turn until one fails */
  scripts?: string[][]
  /** a vitest project and the folders of it */
  vitest?: string[]
  /** runs beside the stage before it, which keeps one core busy */
  beside?: true
}

const bin = {
  biome: 'node_modules/@biomejs/biome/bin/biome',
  wxt: 'node_modules/wxt/bin/wxt.mjs',
  vueTsc: 'node_modules/vue-tsc/bin/vue-tsc.js',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
  knip: 'node_modules/knip/bin/knip.js',
}

const stages: Stage[] = [
  { name: 'build', scripts: [['--import', 'tsx', 'sync/build/index.ts']] },
  {
    name: 'types',
    scripts: [
      [bin.wxt, 'prepare'],
      [bin.vueTsc, '--noEmit'],
    ],
  },
  {
    name: 'lint, unused, core alone',
    scripts: [
      [bin.biome, 'ci', '--colors=off', '--error-on-warnings', '.'],
      [bin.knip],
      [bin.tsc, '--noEmit', '-p', 'core'],
    ],
    beside: true,
  },
  { name: 'architecture', vitest: ['unit', 'tests/architecture'] },
  { name: 'unit', vitest: ['unit*', 'tests/unit', 'tests/contract', 'tests/property', 'tests/golden'] },
  { name: 'browser', vitest: ['browser'] },
  { name: 'simulation', vitest: ['simulation'], beside: true },
  { name: 'end to end', vitest: ['e2e'] },
]

const args = process.argv.slice(2)
const only = args.includes('--only') ? args[args.indexOf('--only') + 1] : undefined
const strict = process.env.CI === 'true'
if (args.includes('--torture')) process.env.HANDRAIL_TORTURE = 'true'
const chosen = only ? stages.filter((stage) => stage.name.includes(only)) : stages

const chromium = ensureChromium(say)
if (chromium) process.env.CHROME_PATH = chromium
else say(noChromium)
const firefox = chosen.some(({ vitest }) => vitest?.[0] === 'e2e') ? ensureFirefox(say) : null

const total: Counts = { passed: 0, failed: 0, skipped: 0 }
const lines: string[] = []
const notRun: string[] = []
const secondTries: string[] = []
for (const group of grouped(chosen)) await Promise.all(group.map(run))
say(`\n${[...lines, ...new Set(notRun), ...secondTries].join('\n')}\n`)
say(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed > 0 ? 1 : 0

function grouped(all: readonly Stage[]): Stage[][] {
  const groups: Stage[][] = []
  for (const stage of all) {
    const last = groups.at(-1)
    if (stage.beside && last) last.push(stage)
    else groups.push([stage])
  }
  return groups
}

async function run(stage: Stage): Promise<void> {
  say(`\n── ${stage.name}`)
  const startMs = performance.now()
  const counts = await runStage(stage)
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1)
  const result = counts.failed > 0 ? 'FAILED' : 'ok'
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''
  lines.push(
    `${result.padEnd(7)}${stage.name.padEnd(28)}${seconds.padStart(6)} s   ${counts.passed} passed, ${counts.failed} failed${skipped}`,
  )
  total.passed += counts.passed
  total.failed += counts.failed + (strict ? counts.skipped : 0)
}
async function runStage({ name, scripts = [], vitest }: Stage): Promise<Counts> {
  if (vitest) return runVitest(name, vitest)
  for (const script of scripts) {
    const { ok } = await runCommand({ script })
    if (!ok) return { passed: 0, failed: 1, skipped: 0 }
  }
  return { passed: 1, failed: 0, skipped: 0 }
}

async function runVitest(name: string, [project = '', ...folders]: string[]): Promise<Counts> {
  const needsBrowser = project === 'browser' || project === 'e2e'
  if (needsBrowser && !chromium) return { passed: 0, failed: 1, skipped: 0 }
  mkdirSync('dist/tests', { recursive: true })
  const report = `dist/tests/${name.replaceAll(/\W+/g, '-')}.json`
  clearReport(report)
  const reporters = [
    '--reporter=default',
    '--reporter=./tests/support/runner/second-tries.ts',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ]
  const leftOut = project === 'e2e' && !firefox ? ['--exclude', 'tests/e2e/firefox*.test.ts'] : []
  const finished = await runCommand({
    script: [bin.vitest, 'run', '--project', project, ...folders, ...leftOut, ...reporters],
  })
  const missed = leftOut.length > 0 ? [...finished.notRun, noFirefox] : finished.notRun
  notRun.push(...missed)
  secondTries.push(...finished.secondTries)
  const counts = readReport(report, finished.ok)
  return { ...counts, skipped: counts.skipped + missed.length }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
