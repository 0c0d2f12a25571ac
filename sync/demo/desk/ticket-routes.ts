import { Hono } from 'hono'
import * as v from 'valibot'
import { parse } from '#core/base'
import { missing, page } from './page.ts'
import { escalatePage } from './pages/escalate.ts'
import { newTicketPage } from './pages/new-ticket.ts'
import { refundPage, refundProblem } from './pages/refund.ts'
import { ticketPage } from './pages/ticket.ts'
import { ticketList } from './pages/ticket-list.ts'
import { agent, type Message, type Order, openTicket, type Records, type Ticket, text } from './records.ts'

const RefundPost = v.object({ amount: text, reason: text, note: text })
const EscalatePost = v.object({ team: text, priority: v.picklist(['low', 'normal', 'high', 'urgent']), summary: text })
const TicketPost = v.object({ act: v.picklist(['reply', 'note', 'close']), text })
const NewPost = v.object({ customer: text, subject: text, category: text, text })

/** List, conversation, refund, escalation, new ticket. A form that is refused comes back as a page with its banner. */
export function ticketRoutes(records: Records, nowMs: () => number): Hono {
  const desk = new Hono()

  desk.get('/tickets', (c) => {
    const { q = '', status = '', category = '' } = c.req.query()
    return page(ticketList(records, { q, status, category }, nowMs()))
  })
  desk.get('/tickets/new', () => page(newTicketPage(records, null)))
  desk.post('/tickets/new', async (c) => {
    const form = parse(NewPost, await c.req.parseBody(), 'new ticket')
    const customer = records.customers.get(form.customer)
    if (!customer || !form.subject || !form.text)
      return page(newTicketPage(records, 'Give a subject and what the customer said'), 422)
    const ticket = openTicket(records, customer, form, nowMs())
    return c.redirect(`/tickets/${ticket.id}`, 303)
  })

  desk.get('/tickets/:id', (c) => {
    const ticket = records.tickets.get(c.req.param('id'))
    return ticket ? page(ticketPage(records, ticket, nowMs(), null)) : missing('ticket')
  })
  desk.post('/tickets/:id', async (c) => {
    const ticket = records.tickets.get(c.req.param('id'))
    if (!ticket) return missing('ticket')
    const form = parse(TicketPost, await c.req.parseBody(), 'reply')
    if (!form.text) return page(ticketPage(records, ticket, nowMs(), 'Write something first'), 422)
    add(ticket, form.act === 'note' ? 'internal' : 'agent', form.text)
    if (form.act === 'close') {
      ticket.status = 'closed'
      add(ticket, 'system', `Closed by ${agent}`)
    } else if (form.act === 'reply') ticket.status = 'waiting'
    return c.redirect(`/tickets/${ticket.id}`, 303)
  })

  desk.get('/tickets/:id/refund', (c) => {
    const found = refundable(c.req.param('id'))
    return found
      ? page(refundPage(found.ticket, found.order, { amount: '', reason: '', note: '' }, null))
      : missing('order to refund')
  })
  desk.post('/tickets/:id/refund', async (c) => {
    const found = refundable(c.req.param('id'))
    if (!found) return missing('order to refund')
    const { ticket, order } = found
    const form = parse(RefundPost, await c.req.parseBody(), 'refund')
    const amount = Number(form.amount.replace(/^£/, '') || Number.NaN)
    const problem = refundProblem(order, amount)
    if (problem) return page(refundPage(ticket, order, form, problem), 422)
    order.refunded += amount
    add(ticket, 'system', `${agent} refunded £${amount.toFixed(2)} (${form.reason})`)
    return c.redirect(`/tickets/${ticket.id}`, 303)
  })

  desk.get('/tickets/:id/escalate', (c) => {
    const ticket = records.tickets.get(c.req.param('id'))
    return ticket ? page(escalatePage(ticket, null)) : missing('ticket')
  })
  desk.post('/tickets/:id/escalate', async (c) => {
    const ticket = records.tickets.get(c.req.param('id'))
    if (!ticket) return missing('ticket')
    const form = parse(EscalatePost, await c.req.parseBody(), 'escalation')
    if (!form.summary) return page(escalatePage(ticket, 'Handover summary missing'), 422)
    ticket.status = 'escalated'
    ticket.priority = form.priority
    add(ticket, 'internal', form.summary)
    add(ticket, 'system', `Escalated to ${form.team} by ${agent}`)
    return c.redirect(`/tickets/${ticket.id}`, 303)
  })

  return desk

  function refundable(id: string): { ticket: Ticket; order: Order } | null {
    const ticket = records.tickets.get(id)
    const order = ticket?.order ? records.orders.get(ticket.order) : undefined
    return ticket && order ? { ticket, order } : null
  }
  function add(ticket: Ticket, from: Message['from'], words: string): void {
    ticket.messages.push({ from, name: from === 'system' ? 'Larkfield Desk' : agent, text: words, atMs: nowMs() })
  }
}
