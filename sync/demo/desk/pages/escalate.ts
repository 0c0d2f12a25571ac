import { html } from 'hono/html'
import { banner, type Page } from '../layout.ts'
import { type Ticket, teams } from '../records.ts'

const priorities = ['low', 'normal', 'high', 'urgent']

export function escalatePage(ticket: Ticket, problem: string | null): Page {
  return {
    title: `Escalate ticket ${ticket.id}`,
    section: 'tickets',
    body: html`
<div class="head"><p class="crumb"><a href="/tickets">Tickets</a> / <a href="/tickets/${ticket.id}">${ticket.id}</a> / Escalate</p><h1>Escalate ticket</h1></div>
${banner(problem, 'Say what you have tried and what you need from them.')}
<form class="card" action="/tickets/${ticket.id}/escalate" method="post" novalidate>
  <label>Send to team <select name="team">${teams.map((team) => html`<option>${team}</option>`)}</select></label>
  <label>Priority <select name="priority">${priorities.map(
    (each) => html`<option ${each === ticket.priority ? html`selected` : ''}>${each}</option>`,
  )}</select></label>
  <label>Handover summary <textarea name="summary" rows="5"></textarea></label>
  <label class="tick"><input type="checkbox" name="told" value="yes"> I told the customer what happens next</label>
  <p class="actions"><button>Escalate</button> <a class="button quiet" href="/tickets/${ticket.id}">Cancel</a></p>
</form>`,
  }
}
