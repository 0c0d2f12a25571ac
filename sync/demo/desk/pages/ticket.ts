import { html } from 'hono/html'
import { banner, initials, type Page, pounds } from '../layout.ts'
import type { Records, Ticket } from '../records.ts'
import { ago } from '../seed.ts'

export function ticketPage(records: Records, ticket: Ticket, nowMs: number, problem: string | null): Page {
  const customer = records.customers.get(ticket.customer)
  const order = ticket.order ? records.orders.get(ticket.order) : undefined
  return {
    title: `${ticket.id} ${ticket.subject}`,
    section: 'tickets',
    body: html`
<div class="head"><p class="crumb"><a href="/tickets">Tickets</a> / ${ticket.id}</p><h1>${ticket.subject}</h1>
<p><span class="pill ${ticket.status}">${ticket.status}</span> <span class="dot ${ticket.priority}">${ticket.priority}</span> ${ticket.category}</p></div>
<div class="split">
<section aria-labelledby="conversation"><h2 id="conversation">Conversation</h2>
${banner(problem)}
<ol class="messages">${ticket.messages.map(
      (message) => html`<li class="${message.from}">
  <span class="avatar" aria-hidden="true">${initials(message.name)}</span>
  <div><p class="by"><strong>${message.name}</strong> ${message.from === 'internal' ? 'wrote a note' : ''} <time>${ago(nowMs, message.atMs)}</time></p><p>${message.text}</p></div>
</li>`,
    )}</ol>
${
  ticket.status === 'closed'
    ? html`<p class="empty">This ticket is closed.</p>`
    : html`<form class="reply" action="/tickets/${ticket.id}" method="post">
  <label>Reply to customer <textarea name="text" rows="4"></textarea></label>
  <p class="actions"><button name="act" value="reply">Send reply</button>
  <button class="quiet" name="act" value="note">Save as internal note</button>
  <button class="quiet" name="act" value="close">Send and close ticket</button></p>
</form>`
}
</section>
<aside aria-label="Ticket details">
  <section><h2>Customer</h2><p><a href="/customers/${ticket.customer}">${customer?.name}</a><br>${customer?.email}</p></section>
  ${
    order
      ? html`<section><h2>Order</h2><p>${order.id}<br>${order.item}<br>${pounds(order.total)}, ${order.state}${order.refunded > 0 ? `, ${pounds(order.refunded)} refunded` : ''}</p></section>`
      : ''
  }
  <section><h2>Actions</h2><ul class="links">
    ${order ? html`<li><a href="/tickets/${ticket.id}/refund">Refund order</a></li>` : ''}
    <li><a href="/tickets/${ticket.id}/escalate">Escalate</a></li>
    <li><a href="/customers/${ticket.customer}/edit">Change customer details</a></li>
    <li><a href="/reports/incident">Report an incident</a></li>
  </ul></section>
</aside>
</div>`,
  }
}
