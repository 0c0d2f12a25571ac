import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FirefoxExtension, openFirefoxExtension } from '../support/firefox/firefox-extension.ts'
import { firefoxNudgeOn } from '../support/firefox/firefox-nudge.ts'
import type { FirefoxPage } from '../support/firefox/firefox-page.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

let handrail: Handrail
let firefox: FirefoxExtension

beforeAll(async () => {
  handrail = await startHandrail()
  firefox = await openFirefoxExtension()
  await firefox.enrol(await handrail.link('leo'), [handrail.desk.origin])
})
afterAll(async () => {
  await firefox?.close()
  await handrail?.stop()
})

const openDesk = (path: string) => firefox.open(`${handrail.desk.origin}${path}`)
const kinds = async () => (await handrail.events('leo')).map(({ kind }) => kind)
const count = async (kind: string) => (await kinds()).filter((one) => one === kind).length
const background = () => firefox.inBrowser('return policy.extension.backgroundState')
async function panels(): Promise<FirefoxPage[]> {
  const pages = await firefox.pages()
  const addresses = await Promise.all(pages.map((page) => page.run('return location.href')))
  return pages.filter((_, index) => String(addresses[index]).includes('/sidepanel.html'))
}
/** The panel in a tab, at its first screen. */
async function openPanel(): Promise<FirefoxPage> {
  const panel = await firefox.open(`${firefox.origin}/sidepanel.html`)
  await panel.waitForText(/All aids|^Back$/m)
  if (/^Back$/m.test(await panel.text())) await panel.click('Back')
  await panel.waitForText('All aids')
  return panel
}

it('asks for nothing at install, and runs in no private window', async () => {
  const asked = await firefox.inBrowser(
    'return { permissions: [...policy.permissions].sort(), isPrivate: policy.privateBrowsingAllowed }',
  )
  expect(asked).toEqual({ permissions: ['alarms', 'scripting', 'storage'], isPrivate: false })
})

describe('on the refund form', () => {
  it('offers the placed aid; Open shows it in a small window, as a click on a page opens no sidebar', async () => {
    const page = await openDesk('/tickets/1042/refund')
    expect(await firefoxNudgeOn(page).appears()).toContain('Because you are on the refund form')
    await firefoxNudgeOn(page).click('Open')
    await expect.poll(async () => (await panels()).length).toBe(1)
    const [panel] = await panels()
    await panel?.waitForText('Shown because you are on the refund form')
    await panel?.waitForText(/^Approved by .+ and .+/m)
    expect(await firefoxNudgeOn(page).appears(0)).toBeNull()
    await expect.poll(() => kinds(), { timeout: 10_000 }).toContain('aid-opened')

    // a second aid comes into the same window
    await page.goto(`${handrail.desk.origin}/tickets/1042/escalate`)
    expect(await firefoxNudgeOn(page).appears()).not.toBeNull()
    await firefoxNudgeOn(page).click('Open')
    await expect.poll(() => count('aid-opened'), { timeout: 10_000 }).toBe(2)
    expect(await panels()).toHaveLength(1)
    await panel?.close()
    await page.close()
  })

  it('shows it in the sidebar where the person opened that by the button', async () => {
    const press = `const { browserActionFor } = policy.extension.apiManager.global
      browserActionFor(policy.extension).triggerAction(Services.wm.getMostRecentWindow('navigator:browser'))`
    const sidebar = `return Services.wm.getMostRecentWindow('navigator:browser').SidebarController.currentID`
    await firefox.inBrowser(press)
    await expect.poll(() => firefox.inBrowser(sidebar)).toBe('handrail_handrail_invalid-sidebar-action')
    const before = await count('aid-opened')
    const page = await openDesk('/tickets/1043/refund')
    expect(await firefoxNudgeOn(page).appears()).not.toBeNull()
    await firefoxNudgeOn(page).click('Open')
    await expect.poll(() => count('aid-opened'), { timeout: 10_000 }).toBe(before + 1)
    expect(await panels()).toEqual([])
    await firefox.inBrowser(press)
    await expect.poll(() => firefox.inBrowser(sidebar)).toBe('')
    await page.close()
  })

  it('stays away from this kind of page once dismissed', async () => {
    const page = await openDesk('/tickets/1045/refund')
    expect(await firefoxNudgeOn(page).appears()).not.toBeNull()
    await firefoxNudgeOn(page).click('Dismiss')
    await expect.poll(() => firefoxNudgeOn(page).appears(0)).toBeNull()
    await page.goto(`${handrail.desk.origin}/tickets/1039/refund`)
    expect((await firefoxNudgeOn(page).appears(2_000)) ?? '').not.toContain('on the refund form')
    await page.close()
  })
})

it('searches by meaning on this device, with reasons', async () => {
  const panel = await openPanel()
  // no word of the aid's title or task
  await panel.fill('Search', 'verifying the identity of a caller')
  await panel.waitForText('about the same thing', 30_000)
  expect(await panel.run('return document.querySelector("main li").textContent')).toContain('Check who is asking')
  await panel.close()
})

it('loses nothing when the background is suspended again and again', async () => {
  const before = await count('aid-offered')
  for (const ticket of [1042, 1043, 1045]) {
    const page = await openDesk(`/tickets/${ticket}/escalate`)
    await firefox.suspend()
    expect(await firefoxNudgeOn(page).appears(), `ticket ${ticket}`).not.toBeNull()
    await firefox.suspend()
    await wait(1_500)
    await page.close()
  }
  const panel = await openPanel()
  await firefox.suspend()
  await panel.fill('Search', 'refund')
  await panel.waitForText('Found because')
  await panel.close()
  await expect.poll(() => count('aid-offered'), { timeout: 10_000 }).toBe(before + 3)
})

it('is suspended when nothing happens, model and all, and is back for the next page', async () => {
  await firefox.inBrowser(`Services.prefs.setIntPref('extensions.background.idle.timeout', 1000)`)
  await firefox.suspend()
  const page = await openDesk('/reports/incident')
  expect(await firefoxNudgeOn(page).appears()).not.toBeNull()
  await expect.poll(background, { timeout: 15_000 }).toBe('stopped')
  await firefox.inBrowser(`Services.prefs.clearUserPref('extensions.background.idle.timeout')`)
  const next = await openDesk('/tickets/1042/escalate')
  expect(await firefoxNudgeOn(next).appears()).not.toBeNull()
  await Promise.all([page, next].map((one) => one.close()))
})

it('runs no script of ours while it is paused, and again after', async () => {
  const scripts = () => firefox.inBrowser('return policy.contentScripts.length')
  const options = await firefox.open(`${firefox.origin}/options.html`)
  await options.click('Pause everywhere')
  await expect.poll(scripts).toBe(0)
  const page = await openDesk('/reports/incident')
  expect(await firefoxNudgeOn(page).appears(1_500)).toBeNull()
  await options.click('Pause everywhere')
  await expect.poll(scripts).toBe(1)
  expect(await firefoxNudgeOn(page).appears()).not.toBeNull()
  await options.close()
  await page.close()
})

it('says nothing on the organisation’s own server, though it shares its host with a tool', async () => {
  const page = await firefox.open(`${handrail.origin}/tickets/1042/refund`)
  expect(await firefoxNudgeOn(page).appears(1_500)).toBeNull()
  expect(await page.run('return document.querySelectorAll("[popover]").length')).toBe(0)
  await page.close()
})
