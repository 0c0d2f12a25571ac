import { setTimeout as wait } from 'node:timers/promises'
import type { Marionette } from './marionette.ts'

/** One tab. Every call brings it to the front first: Firefox's remote control has one current tab. */
export interface FirefoxPage {
  readonly handle: string
  goto(url: string): Promise<void>
  /** runs the body of a function in the page; `arguments` are the plain values given */
  run(script: string, ...values: unknown[]): Promise<unknown>
  /** the same with the browser's own rights, which see into closed shadow roots */
  runAsBrowser(script: string, ...values: unknown[]): Promise<unknown>
  /** all that the page shows as text */
  text(): Promise<string>
  /** until the page shows it */
  waitForText(text: string | RegExp, timeoutMs?: number): Promise<void>
  /** a real click on what is called `name`, once it is there and can be clicked */
  click(name: string): Promise<void>
  /** types into the field with this label, after what stood in it is gone */
  fill(label: string, text: string): Promise<void>
  /** a real mouse press and release at this point of the page, CSS px */
  clickAt(x: number, y: number): Promise<void>
  close(): Promise<void>
}

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

/** In the page: the visible control of that name, or null. */
const findControl = `
  const [name] = arguments
  const said = (one) => (one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent).replace(/\\s+/g, ' ').trim()
  const all = [...document.querySelectorAll('button, a[href], input, textarea, select, summary')].filter((one) => one.checkVisibility() && !one.disabled)
  return all.find((one) => said(one) === name) ?? all.find((one) => said(one).startsWith(name)) ?? null`

export function createFirefoxPage(marionette: Marionette, handle: string): FirefoxPage {
  const { send, turn } = marionette
  /** in this tab, which is in front meanwhile */
  const here = (command: string, parameters: Record<string, unknown> = {}) =>
    turn(async () => {
      await send('WebDriver:SwitchToWindow', { handle, focus: true })
      return send(command, parameters)
    })
  async function execute(script: string, values: unknown[], sandbox: string | null): Promise<unknown> {
    const answer = await here('WebDriver:ExecuteScript', { script, args: values, sandbox, newSandbox: true })
    return (answer as { value: unknown }).value
  }
  const run = (script: string, ...values: unknown[]) => execute(script, values, null)
  async function control(name: string): Promise<string> {
    const endMs = Date.now() + 20_000
    do {
      const found = (await run(findControl, name)) as Record<string, string> | null
      const id = found?.[ELEMENT]
      if (id) return id
      await wait(100)
    } while (Date.now() < endMs)
    throw new Error(`there is no "${name}" on the page, which says: ${(await page.text()).slice(0, 1_000)}`)
  }
  const page: FirefoxPage = {
    handle,
    async goto(url) {
      await here('WebDriver:Navigate', { url })
    },
    run,
    runAsBrowser: (script, ...values) => execute(script, values, 'system'),
    text: async () => String(await run('return document.body?.innerText ?? ""')),
    async waitForText(text, timeoutMs = 20_000) {
      const endMs = Date.now() + timeoutMs
      const isThere = (said: string) => (typeof text === 'string' ? said.includes(text) : text.test(said))
      while (!isThere(await page.text())) {
        if (Date.now() > endMs) throw new Error(`"${text}" did not appear; the page says: ${await page.text()}`)
        await wait(100)
      }
    },
    async click(name) {
      await here('WebDriver:ElementClick', { id: await control(name) })
    },
    async fill(label, text) {
      const id = await control(label)
      await here('WebDriver:ElementClear', { id })
      await here('WebDriver:ElementSendKeys', { id, text })
    },
    async clickAt(x, y) {
      const actions = [
        { type: 'pointerMove', duration: 0, origin: 'viewport', x: Math.round(x), y: Math.round(y) },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]
      const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }
      await here('WebDriver:PerformActions', { actions: [mouse] })
    },
    async close() {
      await here('WebDriver:CloseWindow')
    },
  }
  return page
}
