import { describe, expect, it } from 'vitest'
import { createDesk } from '../../../sync/demo/desk/desk.ts'

const post = (desk: ReturnType<typeof createDesk>, path: string, form: Record<string, string>) =>
  desk.request(path, { method: 'POST', body: new URLSearchParams(form) })

describe('demo desk', () => {
  it('answers every page of the demo', async () => {
    const desk = createDesk()
    const paths = ['/tickets', '/tickets/1042', '/tickets/1042/refund', '/tickets/1042/escalate', '/tickets/new']
    paths.push('/customers', '/customers/2057', '/customers/2057/edit', '/reports/incident', '/settings')
    for (const path of paths) expect((await desk.request(path)).status, path).toBe(200)
    for (const path of ['/tickets/9', '/customers/9', '/nowhere', '/tickets/1044/refund'])
      expect((await desk.request(path)).status, path).toBe(404)
  })

  it('shows the limit banner for a refund above the limit and books one below it', async () => {
    const desk = createDesk()
    const refused = await post(desk, '/tickets/1042/refund', { amount: '90', reason: 'Damaged on arrival' })
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('Refund above your limit')
    const booked = await post(desk, '/tickets/1042/refund', { amount: '20', reason: 'Damaged on arrival' })
    expect(booked.headers.get('location')).toBe('/tickets/1042')
    expect(await (await desk.request('/tickets/1042')).text()).toContain('£20.00 refunded')
    const split = await post(desk, '/tickets/1042/refund', { amount: '40', reason: 'Goodwill' })
    expect(await split.text()).toContain('Refund above your limit')
  })

  it('changes no customer before two identity checks', async () => {
    const desk = createDesk()
    const refused = await post(desk, '/customers/2063/edit', { email: 'new@example.net', check: 'order' })
    expect(await refused.text()).toContain('Identity not verified')
    const body = new URLSearchParams([
      ['email', 'new@example.net'],
      ['check', 'order'],
      ['check', 'callback'],
    ])
    expect((await desk.request('/customers/2063/edit', { method: 'POST', body })).status).toBe(303)
    expect(await (await desk.request('/customers/2063')).text()).toContain('new@example.net')
  })

  it('shows what people typed as text, never as markup', async () => {
    const desk = createDesk()
    await post(desk, '/tickets/1042', { act: 'reply', text: '<img src=x onerror=alert(1)>' })
    const shown = await (await desk.request('/tickets/1042')).text()
    expect(shown).not.toContain('<img src=x')
    expect(shown).toContain('&lt;img src=x')
  })

  it('finds tickets by customer and by status', async () => {
    const found = await (await createDesk().request('/tickets?q=whitfield&status=open')).text()
    expect(found).toContain('Where are my curtains?')
    expect(found).not.toContain('cracked leg')
  })
})
