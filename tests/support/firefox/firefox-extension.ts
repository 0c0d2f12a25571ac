import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { firefoxFolder } from '../../../sync/build/steps.ts'
import { createFirefoxPage, type FirefoxPage } from './firefox-page.ts'
import { launchFirefox } from './launch-firefox.ts'

export interface FirefoxExtension {
  /** of Firefox, as it says itself */
  readonly version: string
  /** `moz-extension://<id of this install>` */
  readonly origin: string
  /** a tab of its own */
  open(url: string): Promise<FirefoxPage>
  /** every tab there is, also those of other windows */
  pages(): Promise<FirefoxPage[]>
  /** runs the body of an async function in the browser itself; `policy` is our extension's */
  inBrowser(script: string, ...values: unknown[]): Promise<unknown>
  /** does on the options page what a person does: joins with the link, allows the tools */
  enrol(link: string, tools: readonly string[]): Promise<void>
  /** ends the background page as Firefox does when nothing happened for a while */
  suspend(): Promise<void>
  close(): Promise<void>
}

export const extensionId = 'handrail@handrail.invalid'

/** Starts Firefox with the built extension in it, as a temporary add-on. @throws {Error} when nothing is built */
export async function openFirefoxExtension(): Promise<FirefoxExtension> {
  const path = resolve(import.meta.dirname, '../../..', firefoxFolder)
  if (!existsSync(`${path}/manifest.json`)) throw new Error('nothing is built for Firefox: run npm run build first')
  const { marionette, version, close } = await launchFirefox()
  const { send, turn } = marionette
  const inBrowser = (script: string, ...values: unknown[]) => turn(() => askBrowser(script, values))
  async function askBrowser(script: string, values: unknown[]): Promise<unknown> {
    await send('Marionette:SetContext', { value: 'chrome' })
    try {
      const answer = await send('WebDriver:ExecuteAsyncScript', {
        script: `const done = arguments[arguments.length - 1]
          const policy = WebExtensionPolicy.getByID('${extensionId}')
          const run = async (...values) => { ${script} }
          run(...[...arguments].slice(0, -1)).then((value) => done({ value }), (error) => done({ error: String(error) }))`,
        args: values,
        newSandbox: true,
        scriptTimeout: 30_000,
      })
      const { value, error } = (answer as { value: { value?: unknown; error?: string } }).value
      if (error) throw new Error(error)
      return value
    } finally {
      await send('Marionette:SetContext', { value: 'content' })
    }
  }
  try {
    await send('Addon:Install', { path, temporary: true })
    const host = String(await inBrowser('return policy.mozExtensionHostname'))
    const [first] = (await send('WebDriver:GetWindowHandles')) as string[]
    const extension: FirefoxExtension = {
      version,
      origin: `moz-extension://${host}`,
      async open(url) {
        // a new tab comes into the window in front, and not every window takes one
        const { handle } = (await turn(async () => {
          await send('WebDriver:SwitchToWindow', { handle: first, focus: true })
          return send('WebDriver:NewWindow', { type: 'tab', focus: true })
        })) as { handle: string }
        const page = createFirefoxPage(marionette, handle)
        await page.goto(url)
        return page
      },
      async pages() {
        const handles = (await send('WebDriver:GetWindowHandles')) as string[]
        return handles.map((handle) => createFirefoxPage(marionette, handle))
      },
      inBrowser,
      async enrol(link, tools) {
        const options = await extension.open(`${extension.origin}/options.html#${encodeURIComponent(link)}`)
        await options.click('Join')
        await options.waitForText('This browser is joined to', 60_000)
        for (const tool of tools) {
          await options.fill('Add a site', tool)
          await options.click('Allow')
          await options.waitForText('Pause\n')
        }
        await options.close()
      },
      async suspend() {
        await inBrowser('await policy.extension.terminateBackground({ ignoreDevToolsAttached: true })')
      },
      close,
    }
    return extension
  } catch (error) {
    await close()
    throw error
  }
}
