import { join, resolve } from 'node:path'
import { AppError } from '#core/base'
import { extensionFolder } from '../build/steps.ts'
import { serve } from '../serve.ts'
import { invite, type Started } from '../start.ts'
import { enrolExtension } from './enrol-extension.ts'
import { openExtensionBrowser } from './extension-browser.ts'

/** `npm run demo`: serves, and opens Chromium on the desk with the extension enrolled as the learner. */
await serve(openDemo)

async function openDemo(started: Started, stop: AbortSignal): Promise<void> {
  const { server, desk } = started
  const learner = (await invite(server)).find(({ role }) => role === 'learner')
  if (!desk || !learner) return console.log('This organisation is no demo, so no browser is opened.')
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return console.log('There is no display here, so no browser is opened; the addresses above remain.')
  try {
    const browser = await openExtensionBrowser({
      extension: resolve(import.meta.dirname, '../..', extensionFolder),
      profile: join(server.organisation.folder, 'demo-browser'),
      headless: false,
    })
    stop.addEventListener('abort', () => void browser.close())
    await browser.grant([server.origin, desk.origin])
    await enrolExtension(browser, { link: learner.link, tools: [desk.origin] })
    const page = await browser.context.newPage()
    await page.goto(`${desk.origin}/tickets/1042/refund`)
    console.log(`The browser is open; the extension is enrolled as ${learner.name}. Close it or press Ctrl-C to end.`)
  } catch (error) {
    if (!(error instanceof AppError) || stop.aborted) throw error
    console.log(`${error.message} The addresses above remain.`)
  }
}
