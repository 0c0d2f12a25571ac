import { html } from 'hono/html'
import type { Page } from '../layout.ts'
import { categories, type Records, type Ticket, touchedMs } from '../records.ts'
import { ago } from '../seed.ts'

export interface Filter {
  q: string
  status: string
  category: string
}

const statuses = ['open', 'waiting', 'escalated', 'closed']

export function ticketList(records: Records, filter: Filter, nowMs: number): Page {
  const shown = [...records.tickets.values()]
    .filter((ticket) => matches(ticket, filter, records))
    .sort((a, b) => touchedMs(b) - touchedMs(a))
  return {
    title: 'Tickets',
    section: 'tickets',
    body: html`
<div class="head"><h1>Tickets</h1><p>${shown.length} shown</p></div>
<form class="filters" action="/tickets" method="get">
  <label>Status <select name="status"><option value="">Any</option>${statuses.map((each) => option(each, filter.status))}</select></label>
  <label>Category <select name="category"><option value="">Any</option>${categories.map((each) => option(each, filter.category))}</select></label>
  <label>Contains <input name="q" value="${filter.q}"></label>
  <button>Apply</button>
</form>
${
  shown.length === 0
    ? html`<p class="empty">No ticket matches. <a href="/tickets">Show all</a></p>`
    : html`<table>
<thead><tr><th scope="col">Ticket</th><th scope="col">Subject</th><th scope="col">Customer</th><th scope="col">Category</th><th scope="col">Priority</th><th scope="col">Status</th><th scope="col">Updated</th></tr></thead>
<tbody>${shown.map(
        (ticket) => html`<tr>
  <td class="id">${ticket.id}</td>
  <td><a href="/tickets/${ticket.id}">${ticket.subject}</a></td>
  <td>${records.customers.get(ticket.customer)?.name}</td>
  <td>${ticket.category}</td>
  <td><span class="dot ${ticket.priority}">${ticket.priority}</span></td>
  <td><span class="pill ${ticket.status}">${ticket.status}</span></td>
  <td>${ago(nowMs, touchedMs(ticket))}</td>
</tr>`,
      )}</tbody></table>`
}`,
  }
}

const option = (value: string, chosen: string) =>
  html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${value}</option>`

function matches(ticket: Ticket, filter: Filter, records: Records): boolean {
  if (filter.status && ticket.status !== filter.status) return false
  if (filter.category && ticket.category !== filter.category) return false
  const words = [ticket.id, ticket.subject, ticket.order ?? '', records.customers.get(ticket.customer)?.name ?? '']
  return words.join(' ').toLowerCase().includes(filter.q.trim().toLowerCase())
}
