import { fakeBrowser } from '@webext-core/fake-browser'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

vi.stubGlobal('browser', fakeBrowser)
vi.stubGlobal('chrome', fakeBrowser)
// Node has no locks; nothing here asks twice at once
vi.stubGlobal('navigator', { locks: { request: (_name: string, work: () => unknown) => work() } })
const { firefox } = await import('../../../extension/browsers/firefox.ts')
const { MOST_HOSTS, policyOf, readPolicy } = await import('../../../extension/sites/policy.ts')
const { linkUnderPolicy } = await import('../../../extension/sites/policy-link.ts')
const { changeSettings, MOST_OWN_SITES, readSettings } = await import('../../../extension/sites/settings.ts')

const pin = { server: 'https://handrail.example.com', tenant: 'example-org', rootHash: 'ab'.repeat(32) }
const DESK = 'https://desk.example.com/*'
const code = 'abcdefghijklmnopqrstuv'
const link = (over: Partial<typeof pin> = {}) => {
  const { server, tenant, rootHash } = { ...pin, ...over }
  return `${server}/enrol#${tenant}.${code}.${rootHash}`
}

beforeEach(() => fakeBrowser.reset())

describe('a managed policy', () => {
  it('names the organisation and its tools, each part by itself or both', () => {
    expect(policyOf({ ...pin, hosts: ['desk.example.com', '*.wiki.example.com'] })).toEqual({
      pin,
      patterns: [DESK, 'https://*.wiki.example.com/*'],
      mayJoin: true,
      problem: null,
    })
    expect(policyOf({ hosts: ['desk.example.com'] })).toMatchObject({ pin: null, patterns: [DESK], mayJoin: true })
    expect(policyOf(pin)).toMatchObject({ pin, patterns: [], problem: null })
    expect(policyOf({})).toEqual({ pin: null, patterns: [], mayJoin: true, problem: null })
  })

  it.each([
    ['no server', { tenant: pin.tenant, rootHash: pin.rootHash }, '"server" is missing'],
    ['a server with a path', { ...pin, server: 'https://handrail.example.com/app' }, '"server" must be an origin'],
    ['a server without https', { ...pin, server: 'http://handrail.example.com' }, '"server" must be an origin'],
    ['a tenant with spaces', { ...pin, tenant: 'Example Org' }, '"tenant" must be'],
    ['half a hash', { ...pin, rootHash: 'abab' }, '"rootHash" must be the 64'],
    ['a number for a server', { ...pin, server: 5 }, '"server" must be an origin'],
  ])('with %s says so in one sentence and lets nobody join elsewhere', (_, set, said) => {
    const { problem, mayJoin, pin: read } = policyOf(set)
    expect(problem).toContain(said)
    expect(problem?.match(/\.( |$)/g)).toHaveLength(1)
    expect([mayJoin, read]).toEqual([false, null])
  })

  it.each([
    ['a host that is every site', { ...pin, hosts: ['desk.example.com', '*'] }, '"*" in "hosts"'],
    ['hosts that are no list', { ...pin, hosts: 'desk.example.com' }, '"hosts" must be a list'],
  ])('with %s keeps what is right of it', (_, set, said) => {
    const { problem, mayJoin, pin: read } = policyOf(set)
    expect(problem).toContain(said)
    expect([mayJoin, read]).toEqual([true, pin])
  })

  it('is nothing to obey where the browser has none', async () => {
    expect(await readPolicy()).toMatchObject({ pin: null, patterns: [], mayJoin: true, problem: null })
  })

  describe('that the browser refuses to read', () => {
    const refuse = (message: string) =>
      vi.spyOn(fakeBrowser.storage.managed, 'get').mockRejectedValue(new Error(message))
    afterEach(() => void vi.restoreAllMocks())

    it('is none where Firefox says so, and there only', async () => {
      refuse('Managed storage manifest not found')
      expect(await readPolicy(firefox)).toMatchObject({ mayJoin: true, problem: null })
      expect(await readPolicy()).toMatchObject({ mayJoin: false })
      refuse('An unexpected error occurred')
      expect(await readPolicy(firefox)).toMatchObject({ mayJoin: false })
    })

    it('lets nobody join, says so in one sentence, and takes no site or pause away', async () => {
      await fakeBrowser.storage.managed.set({ ...pin, hosts: ['desk.example.com'] })
      await changeSettings((now) => ({ ...now, sites: now.sites.map((site) => ({ ...site, paused: true })) }))
      refuse('IO error')
      const { problem, mayJoin } = await readPolicy()
      expect(mayJoin).toBe(false)
      expect(problem?.match(/\.( |$)/g)).toHaveLength(1)
      await changeSettings((now) => ({ ...now, pausedAll: true }))
      expect(await readSettings()).toMatchObject({
        pausedAll: true,
        sites: [{ pattern: DESK, paused: true, by: 'organisation' }],
      })
    })
  })
})

describe('under a policy', () => {
  it('the one-time code is enough, and a whole link is taken where it leads to the same place', () => {
    expect(linkUnderPolicy(` ${code} `, pin)).toBe(link())
    expect(linkUnderPolicy(link(), pin)).toBe(link())
  })

  it.each([
    ['server', { server: 'https://other.example.com' }, 'the server https://other.example.com'],
    ['organisation', { tenant: 'other-org' }, 'the organisation "other-org"'],
    ['root key', { rootHash: 'cd'.repeat(32) }, 'another root key'],
  ])('a link to another %s is refused with one sentence that says so', (_, over, said) => {
    expect(() => linkUnderPolicy(link(over), pin)).toThrow(said)
  })

  it('its tools are there unasked; a person may pause one, not lose it; they go with the policy', async () => {
    await changeSettings((now) => ({ ...now, sites: [{ pattern: 'https://own.example.com/*', paused: false }] }))
    await fakeBrowser.storage.managed.set({ ...pin, hosts: ['desk.example.com'] })
    expect((await readSettings()).sites).toEqual([
      { pattern: DESK, paused: false, by: 'organisation' },
      { pattern: 'https://own.example.com/*', paused: false },
    ])
    await changeSettings((now) => ({ ...now, sites: now.sites.map((site) => ({ ...site, paused: true })) }))
    await changeSettings((now) => ({ ...now, sites: now.sites.filter(({ pattern }) => pattern !== DESK) }))
    expect((await readSettings()).sites[0]).toMatchObject({ pattern: DESK, by: 'organisation' })
    await fakeBrowser.storage.managed.clear()
    expect((await readSettings()).sites).toEqual([{ pattern: 'https://own.example.com/*', paused: true }])
  })

  it('as many tools as it may hold beside as many as a person may add do not keep anybody from pausing', async () => {
    const name = (kind: string, n: number) => Array.from({ length: n }, (_, i) => `${kind}${i}.example.com`)
    const own = name('own', MOST_OWN_SITES).map((host) => ({ pattern: `https://${host}/*`, paused: false }))
    await changeSettings((now) => ({ ...now, sites: own }))
    await fakeBrowser.storage.managed.set({ ...pin, hosts: name('tool', MOST_HOSTS) })
    await changeSettings((now) => ({ ...now, pausedAll: true }))
    expect((await readSettings()).sites).toHaveLength(MOST_OWN_SITES + MOST_HOSTS)
    expect((await readSettings()).pausedAll).toBe(true)
  })
})
