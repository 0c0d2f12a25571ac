import { rmSync } from 'node:fs'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { AppError } from '#core/base'
import { chromiumArgs, findChromium } from './chromium.ts'

export interface ExtensionBrowser {
  context: BrowserContext
  /** the extension's id */
  id: string
  /** `chrome-extension://<id>` */
  origin: string
  /** lets the extension ask for these origins: in a real browser the person clicks Allow */
  grant(origins: readonly string[]): Promise<void>
  close(): Promise<void>
}

interface Launch {
  /** the unpacked extension */
  extension: string
  /** the browser's own data; deleted on close when `keepProfile` is not set */
  profile: string
  keepProfile?: boolean
  headless: boolean
  args?: readonly string[]
}

/**
 * Opens Chromium with the unpacked extension loaded.
 *
 * @throws {AppError} `no-browser` when none is there or it does not start
 */
export async function openExtensionBrowser(launch: Launch): Promise<ExtensionBrowser> {
  const { extension, profile, headless } = launch
  const executablePath = findChromium()
  if (!executablePath) throw new AppError('no-browser', 'No Chromium was found; install it, or set CHROME_PATH to it.')
  const context = await chromium
    .launchPersistentContext(profile, {
      executablePath,
      headless,
      viewport: headless ? { width: 1280, height: 800 } : null,
      args: [
        ...chromiumArgs,
        `--disable-extensions-except=${extension}`,
        `--load-extension=${extension}`,
        ...(launch.args ?? []),
      ],
      ignoreDefaultArgs: ['--disable-extensions', '--enable-automation'],
    })
    .catch((cause) => {
      throw new AppError('no-browser', `Chromium at ${executablePath} did not start; is there a display?`, cause)
    })
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker', { timeout: 15_000 }))
  const id = new URL(worker.url()).host
  return {
    context,
    id,
    origin: `chrome-extension://${id}`,
    grant: (origins) => grantHosts(context, id, origins),
    async close() {
      await context.close()
      if (!launch.keepProfile) rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

interface DeveloperPrivate {
  updateExtensionConfiguration(update: { extensionId: string; hostAccess: string }): Promise<void>
  addHostPermission(id: string, host: string): Promise<void>
}

/**
 * `permissions.request` is answered by a prompt that automation cannot reach. Chromium's own extensions page can give a host to an
 * extension beforehand; the click that asks for it is then granted at once.
 */
async function grantHosts(context: BrowserContext, id: string, origins: readonly string[]): Promise<void> {
  const page: Page = await context.newPage()
  try {
    await page.goto('chrome://extensions')
    // a match pattern names no port
    const hosts = [...new Set(origins.map((origin) => `${new URL(origin).protocol}//${new URL(origin).hostname}/*`))]
    await page.evaluate(
      async ({ id, hosts }) => {
        const { developerPrivate } = (globalThis as unknown as { chrome: { developerPrivate: DeveloperPrivate } })
          .chrome
        await developerPrivate.updateExtensionConfiguration({ extensionId: id, hostAccess: 'ON_SPECIFIC_SITES' })
        for (const host of hosts) await developerPrivate.addHostPermission(id, host)
      },
      { id, hosts },
    )
  } finally {
    await page.close()
  }
}
