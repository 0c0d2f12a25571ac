import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FirefoxExtension, openFirefoxExtension } from '../support/firefox/firefox-extension.ts'
import { firefoxNudgeOn } from '../support/firefox/firefox-nudge.ts'
import type { FirefoxPage } from '../support/firefox/firefox-page.ts'
import { type Handrail, startHandrail } from '../support/handrail.ts'

const TORTURE = process.env.HANDRAIL_TORTURE === 'true'
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

/** Pages a test left open when it failed would be counted by the next. */
const opened: FirefoxPage[] = []
afterEach(async () => {
  for (const page of opened.splice(0)) await page.close().catch(() => {})
})
async function openDesk(path: string): Promise<FirefoxPage> {
  const page = await firefox.open(`${handrail.desk.origin}${path}`)
  opened.push(page)
  return page
}
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

/** Firefox does not tell a page what can be seen (no IntersectionObserver v2): it is worked out. Each hides, or half hides, the nudge. */
const hiding: Readonly<Record<string, string>> = {
  'a nearly transparent popover over it': `const over = cover('pointer-events:none;opacity:0.02', 'div'); over.popover = 'manual'; over.showPopover()`,
  'a popover over its words alone': `const over = cover('pointer-events:none;inset:0 0 64px 0;height:auto', 'div'); over.popover = 'manual'; over.showPopover()`,
  'a modal dialog over it': `cover('pointer-events:none', 'dialog').showModal()`,
  'another layer once it is out of the top one': `nudge().hidePopover(); cover('pointer-events:none;z-index:2147483647', 'div')`,
}
const moreHiding: typeof hiding = {
  'a popover over it that lets clicks through': `const over = cover('pointer-events:none', 'div'); over.popover = 'manual'; over.showPopover()`,
  'a frame over it': `const over = cover('pointer-events:none', 'iframe'); over.popover = 'manual'; over.showPopover()`,
  'the page made tiny': `document.documentElement.style.zoom = '0.05'`,
  'the page not drawn': `document.documentElement.style.display = 'none'`,
}
const attack = `
  const nudge = () => document.querySelector('[popover]:not(.attack)')
  const mine = (one) => { one.className = 'attack'; document.body.append(one); return one }
  const cover = (css, name) => {
    const over = mine(document.createElement(name))
    over.style.cssText = 'position:fixed;inset:0;width:100vw;height:100vh;max-width:none;max-height:none;margin:0;border:0;padding:0;background:red;' + css
    return over
  }`

it('takes no click on a nudge that cannot be seen, and does once it can', async () => {
  const options = await firefox.open(`${firefox.origin}/options.html`)
  const putAway = async () => JSON.stringify(await options.run('return browser.storage.local.get("putAway")'))
  const effects = async () => [await putAway(), (await panels()).length]
  await options.run('return browser.storage.local.remove("putAway")')
  let page = await openDesk('/tickets/1042/escalate')
  for (const [name, hide] of Object.entries({ ...hiding, ...(TORTURE && moreHiding) })) {
    const nudge = firefoxNudgeOn(page)
    expect(await nudge.appears(), `before ${name}`).not.toBeNull()
    await page.run(`${attack}; ${hide}`)
    await wait(700)
    for (const button of ['Open', 'Not here', 'Dismiss'] as const) {
      const { x, y } = await nudge.middleOf(button)
      await page.clickAt(x, y)
    }
    expect(await effects(), name).toEqual(['{}', 0])
    await page.run(`${attack}
      for (const one of document.querySelectorAll('.attack')) one.remove()
      document.documentElement.removeAttribute('style')
      if (nudge()?.matches(':popover-open') === false) nudge().showPopover()`)
    if ((await nudge.appears(0)) !== null) continue
    // the page had become another one, and a tab is nudged once about each
    await page.close()
    page = await openDesk('/tickets/1042/escalate')
  }
  await firefoxNudgeOn(page).click('Not here')
  await expect.poll(putAway).not.toBe('{}')
  await options.run('return browser.storage.local.remove("putAway")')
  for (const one of [page, options]) await one.close()
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
  const tickets = TORTURE ? [1042, 1043, 1045] : [1042, 1043]
  const options = await firefox.open(`${firefox.origin}/options.html`)
  /** tabs whose tip the background has heard was seen: the page says so until it is heard, and a closed page says nothing more */
  const heard = async () => {
    const kept = await options.run('return browser.storage.session.get(null)')
    return JSON.stringify(kept).split('"nudged":["').length - 1
  }
  for (const ticket of tickets) {
    const page = await openDesk(`/tickets/${ticket}/escalate`)
    await firefox.suspend()
    expect(await firefoxNudgeOn(page).appears(), `ticket ${ticket}`).not.toBeNull()
    await firefox.suspend()
    // asking takes the page out of sight, and a tip counts as seen only in sight
    await wait(1_500)
    await expect.poll(heard, { timeout: 10_000 }).toBe(1)
    await page.close()
    await expect.poll(heard).toBe(0)
  }
  await options.close()
  const panel = await openPanel()
  await firefox.suspend()
  await panel.fill('Search', 'refund')
  await panel.waitForText('Found because')
  await panel.close()
  await expect.poll(() => count('aid-offered'), { timeout: 10_000 }).toBe(before + tickets.length)
})

// the seconds until Firefox does so by itself are its own
if (TORTURE)
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
