import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { findFirefox } from './find-firefox.ts'
import { connectMarionette, type Marionette } from './marionette.ts'

/** A browser that talks to nobody but the pages under test, and asks nothing of a person who is not there. */
const preferences: Record<string, string | number | boolean> = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'extensions.autoDisableScopes': 0,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  // the prompt for a site cannot be reached by automation: the click that asks is granted at once
  'extensions.webextOptionalPermissionPrompts': false,
  'marionette.port': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
}

export interface RunningFirefox {
  marionette: Marionette
  version: string
  close(): Promise<void>
}

/** Starts Firefox without a window, in a profile of its own. @throws {Error} when there is none or it does not start */
export async function launchFirefox(): Promise<RunningFirefox> {
  const path = findFirefox()
  if (!path) throw new Error('no Firefox was found: install it (on Debian firefox-esr), or set FIREFOX_PATH to it')
  const profile = mkdtempSync(join(tmpdir(), 'handrail-firefox-'))
  const lines = Object.entries(preferences).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`)
  writeFileSync(join(profile, 'user.js'), lines.join('\n'))
  const child = spawn(
    path,
    ['--headless', '--no-remote', '--marionette', '--remote-allow-system-access', '--profile', profile],
    {
      stdio: 'ignore',
      env: { ...process.env, MOZ_HEADLESS_WIDTH: '1280', MOZ_HEADLESS_HEIGHT: '900' },
    },
  )
  const end = async (marionette?: Marionette) => {
    await marionette?.send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {})
    marionette?.close()
    await ended(child)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const marionette = await connectMarionette(await portOf(profile, child))
    const { capabilities } = (await marionette.send('WebDriver:NewSession')) as {
      capabilities: { browserVersion: string }
    }
    return { marionette, version: capabilities.browserVersion, close: () => end(marionette) }
  } catch (error) {
    await end()
    throw error
  }
}

async function portOf(profile: string, child: ChildProcess): Promise<number> {
  const file = join(profile, 'MarionetteActivePort')
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Firefox ended with code ${child.exitCode}`)
    if (existsSync(file) && readFileSync(file, 'utf8') !== '') return Number(readFileSync(file, 'utf8'))
    await wait(100)
  }
  throw new Error('Firefox did not start within 30 s')
}

async function ended(child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 50 && child.exitCode === null && child.signalCode === null; tries += 1) await wait(100)
  child.kill('SIGKILL')
}
