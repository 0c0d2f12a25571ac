import { html } from 'hono/html'
import { banner, type Page, pounds } from '../layout.ts'
import { type Order, REFUND_LIMIT, type Ticket } from '../records.ts'

export interface RefundForm {
  amount: string
  reason: string
  note: string
}
export interface Problem {
  title: string
  detail: string
}

export function refundPage(ticket: Ticket, order: Order, form: RefundForm, problem: Problem | null): Page {
  return {
    title: `Refund order ${order.id}`,
    section: 'tickets',
    body: html`
<div class="head"><p class="crumb"><a href="/tickets">Tickets</a> / <a href="/tickets/${ticket.id}">${ticket.id}</a> / Refund</p><h1>Refund order</h1></div>
${banner(problem?.title ?? null, problem?.detail)}
<div class="split">
<form class="card" action="/tickets/${ticket.id}/refund" method="post" novalidate>
  <label>Refund amount <span class="field"><span aria-hidden="true">£</span><input name="amount" inputmode="decimal" autocomplete="off" value="${form.amount}"></span></label>
  <label>Reason for refund <select name="reason">${reasons.map(
    (each) => html`<option ${each === form.reason ? html`selected` : ''}>${each}</option>`,
  )}</select></label>
  <label>Note for the payments team <textarea name="note" rows="3">${form.note}</textarea></label>
  <p class="actions"><button>Refund customer</button> <a class="button quiet" href="/tickets/${ticket.id}">Cancel</a></p>
</form>
<aside aria-label="Order"><section><h2>Order ${order.id}</h2><p>${order.item}<br>Paid ${pounds(order.total)} by card<br>${order.state}${order.refunded > 0 ? html`<br>${pounds(order.refunded)} refunded already` : ''}</p></section></aside>
</div>`,
  }
}

const reasons = ['Damaged on arrival', 'Wrong item sent', 'Arrived too late', 'Returned in time', 'Goodwill']

/** What stops this refund, or null. */
export function refundProblem(order: Order, amount: number): Problem | null {
  if (!Number.isFinite(amount) || amount <= 0)
    return { title: 'Enter an amount', detail: 'The amount must be more than £0.' }
  if (amount > order.total - order.refunded)
    return {
      title: 'More than the order is worth',
      detail: `At most ${pounds(order.total - order.refunded)} can go back.`,
    }
  if (amount + order.refunded > REFUND_LIMIT)
    return {
      title: 'Refund above your limit',
      detail: `You can refund up to ${pounds(REFUND_LIMIT)} on one order. This one needs approval from your team lead.`,
    }
  return null
}
