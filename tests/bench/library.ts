import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { createRandom } from '#core/base'
import { startHandrail } from '../support/handrail.ts'
import { slowProcess } from '../support/slowed-process.ts'
import type { Row } from './row.ts'

const PASSAGES = 20_000
const QUESTIONS = 2
const WORDS_A_QUESTION = 4
/** An answer that changes nothing on the screen cannot be timed. */
const UNCHANGED_MS = 1_500
const BETWEEN_KEYS_MS = 150

/** From a keystroke to what it found being on the screen: the built app, its engine, index and model, 20 k made-up passages. */
export async function bench(): Promise<Row[]> {
  const handrail = await startHandrail()
  try {
    const { context, page } = await handrail.launchPwa({ device: 'Pixel 7' })
    await page.goto(`${handrail.origin}/library`)
    await page.getByRole('heading', { name: 'Library' }).waitFor()
    const words = vocabulary()
    const script = await pageScript()
    await page.evaluate(`${script}; libraryPage.plant(${PASSAGES}, ${JSON.stringify(words)})`)
    const cold = await opened(page)
    await meaningReady(page)
    const warm = await opened(page)
    await meaningReady(page)

    await page.evaluate(script)
    const random = createRandom(3)
    const word = () => words[Math.floor(words.length ** random.next()) - 1] ?? ''
    const questions = Array.from({ length: QUESTIONS * 3 }, () =>
      Array.from({ length: WORDS_A_QUESTION }, word).join(' '),
    )
    const full = await typeAll(page, questions.slice(0, QUESTIONS))
    const session = await context.browser()!.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const renderer = processInfo.filter(({ type }) => type === 'renderer').sort((a, b) => b.cpuTime - a.cpuTime)[0]
    if (!renderer) throw new Error('the page has no process')
    const fullMs = await workMs(page)
    const stop = slowProcess(renderer.id, 4)
    const slowedMs = await workMs(page)
    const slowed = await typeAll(page, questions.slice(QUESTIONS, 2 * QUESTIONS)).finally(stop)
    const devtools = await context.newCDPSession(page)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    const throttled = await typeAll(page, questions.slice(2 * QUESTIONS))
    return [
      { name: 'library of 20 k passages, first answer, index built', value: cold, unit: 'ms' },
      { name: 'library of 20 k passages, first answer, index from disk', value: warm, unit: 'ms' },
      ...rows('full speed', full, full),
      { name: 'how much slower the slowed process really is', value: slowedMs / fullMs, unit: 'x' },
      ...rows('every thread slowed', slowed, full, '< 100'),
      ...rows("the page's main thread throttled 4 x", throttled, full, '< 100'),
    ]
  } finally {
    await handrail.stop()
  }
}

function rows(name: string, times: number[], base: number[], budget?: string): Row[] {
  const row = (quantile: number): Row => {
    const value = at(times, quantile)
    const ratio = `${(value / at(base, quantile)).toFixed(1)} x full speed, ${times.length} keys`
    return {
      name: `keystroke to result, ${name}, p${quantile * 100}`,
      value,
      unit: 'ms',
      ...(base === times ? {} : { ratio }),
      ...(budget ? { budget } : {}),
    }
  }
  return [row(0.5), row(0.95)]
}
const at = (times: number[], quantile: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * quantile))] ?? 0

/** Words people write here, from this project's own pages, and made-up ones after them for the long tail. */
function vocabulary(): string[] {
  const root = resolve(import.meta.dirname, '../..')
  const folder = join(root, 'sync/demo/content/documents')
  const files = [...readdirSync(folder).map((file) => join(folder, file)), join(root, 'README.md')]
  const found = files.flatMap(
    (file) =>
      readFileSync(file, 'utf8')
        .toLowerCase()
        .match(/[a-z]{3,}/g) ?? [],
  )
  const counts = new Map<string, number>()
  for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1)
  const real = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word)
  const syllables = ['ba', 'den', 'kor', 'li', 'mas', 'nu', 'per', 'ri', 'sto', 'tal']
  const madeUp = Array.from({ length: 10_000 }, (_, i) => [...String(i + 10_000)].map((d) => syllables[+d]).join(''))
  return [...real, ...madeUp]
}

/** What runs in the page, as one script. */
async function pageScript(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      lib: {
        entry: resolve(import.meta.dirname, '../support/library-page/index.ts'),
        formats: ['iife'],
        name: 'libraryPage',
      },
    },
  })
  const [output] = Array.isArray(result) ? result : [result]
  const chunk = output && 'output' in output ? output.output[0] : undefined
  if (!chunk) throw new Error('the script of the page was not built')
  return chunk.code
}

/** @returns ms of a fixed amount of arithmetic, the least of three, so that what else runs counts least */
async function workMs(page: Page): Promise<number> {
  const times: number[] = []
  for (let n = 0; n < 3; n++) times.push(await page.evaluate<number>('libraryPage.work()'))
  return Math.min(...times)
}

/** Opens the library anew. @returns ms from asking to the first results */
async function opened(page: Page): Promise<number> {
  await page.reload()
  const box = page.getByRole('searchbox')
  await box.waitFor()
  const begun = performance.now()
  await box.fill('customer')
  await page.locator('[aria-label="Search results"] [data-hit]').first().waitFor({ timeout: 120_000 })
  return performance.now() - begun
}
const meaningReady = async (page: Page) => {
  await page.getByText('Search by meaning is getting ready').waitFor({ state: 'hidden', timeout: 180_000 })
  await page.waitForTimeout(3_000)
}

/** @returns ms of each keystroke that changed what is shown: from the key to the frame with the results drawn */
async function typeAll(page: Page, questions: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const question of questions) {
    await page.getByRole('searchbox').fill('')
    await page.waitForTimeout(500)
    for (const [i, letter] of [...question].entries()) {
      await page.evaluate(`libraryPage.watchForAnswer(${UNCHANGED_MS})`)
      await page.keyboard.press(letter === ' ' ? 'Space' : letter)
      const tookMs = await page.evaluate<number | null>('libraryPage.answer()')
      // the first letter also lays out the page anew; it counts like every other
      if (tookMs !== null && letter !== ' ') times.push(tookMs)
      if (i < question.length - 1) await page.waitForTimeout(BETWEEN_KEYS_MS)
    }
  }
  return times
}
