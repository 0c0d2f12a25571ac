import { html } from 'hono/html'
import { banner, type Page } from '../layout.ts'
import { categories, type Records } from '../records.ts'

export function newTicketPage(records: Records, problem: string | null): Page {
  return {
    title: 'New ticket',
    section: 'tickets',
    body: html`
<div class="head"><p class="crumb"><a href="/tickets">Tickets</a> / New</p><h1>New ticket</h1></div>
${banner(problem)}
<form class="card" action="/tickets/new" method="post" novalidate>
  <label>Customer <select name="customer">${[...records.customers.values()].map(
    (customer) => html`<option value="${customer.id}">${customer.name}</option>`,
  )}</select></label>
  <label>Subject <input name="subject" maxlength="120"></label>
  <label>Category <select name="category">${categories.map((each) => html`<option>${each}</option>`)}</select></label>
  <label>What did the customer say? <textarea name="text" rows="5"></textarea></label>
  <p class="actions"><button>Create ticket</button> <a class="button quiet" href="/tickets">Cancel</a></p>
</form>`,
  }
}
