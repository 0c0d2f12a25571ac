import { html } from 'hono/html'
import { banner, type Page } from '../layout.ts'
import type { Customer, Records } from '../records.ts'

export const customerList = (records: Records): Page => ({
  title: 'Customers',
  section: 'customers',
  body: html`
<div class="head"><h1>Customers</h1></div>
<table><thead><tr><th scope="col">Customer</th><th scope="col">Email</th><th scope="col">Since</th><th scope="col">Identity</th></tr></thead>
<tbody>${[...records.customers.values()].map(
    (customer) =>
      html`<tr><td><a href="/customers/${customer.id}">${customer.name}</a></td><td>${customer.email}</td><td>${customer.since}</td><td>${identity(customer)}</td></tr>`,
  )}</tbody></table>`,
})

export function customerPage(records: Records, customer: Customer): Page {
  const tickets = [...records.tickets.values()].filter((ticket) => ticket.customer === customer.id)
  return {
    title: customer.name,
    section: 'customers',
    body: html`
<div class="head"><p class="crumb"><a href="/customers">Customers</a> / ${customer.id}</p><h1>${customer.name}</h1><p>${identity(customer)}</p></div>
<div class="split">
<section><h2>Tickets</h2><ul class="links">${tickets.map(
      (ticket) =>
        html`<li><a href="/tickets/${ticket.id}">${ticket.id} ${ticket.subject}</a> <span class="pill ${ticket.status}">${ticket.status}</span></li>`,
    )}</ul></section>
<aside aria-label="Customer details"><section><h2>Details</h2><p>${customer.email}<br>${customer.phone}<br>${customer.address}<br>Customer since ${customer.since}</p>
<p><a class="button quiet" href="/customers/${customer.id}/edit">Change details</a></p></section></aside>
</div>`,
  }
}

export function customerEditPage(customer: Customer, problem: string | null): Page {
  return {
    title: `Change details of ${customer.name}`,
    section: 'customers',
    body: html`
<div class="head"><p class="crumb"><a href="/customers">Customers</a> / <a href="/customers/${customer.id}">${customer.name}</a> / Change</p><h1>Change customer details</h1></div>
${banner(problem, 'Details cannot be changed until the customer’s identity is checked.')}
<form class="card" action="/customers/${customer.id}/edit" method="post" novalidate>
  <label>Email address <input name="email" type="email" value="${customer.email}" autocomplete="off"></label>
  <label>Phone number <input name="phone" value="${customer.phone}" autocomplete="off"></label>
  <label>Delivery address <textarea name="address" rows="2">${customer.address}</textarea></label>
  <fieldset><legend>Identity check</legend>
    <label class="tick"><input type="checkbox" name="check" value="order"> Named a recent order</label>
    <label class="tick"><input type="checkbox" name="check" value="postcode"> Gave the postcode on file</label>
    <label class="tick"><input type="checkbox" name="check" value="callback"> Answered a call to the number on file</label>
  </fieldset>
  <p class="actions"><button>Save changes</button> <a class="button quiet" href="/customers/${customer.id}">Cancel</a></p>
</form>`,
  }
}

const identity = (customer: Customer) =>
  customer.verified
    ? html`<span class="pill ok">identity verified</span>`
    : html`<span class="pill waiting">not verified</span>`
