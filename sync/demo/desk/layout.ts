import { html } from 'hono/html'
import { agent } from './records.ts'

export type Html = ReturnType<typeof html>

export interface Page {
  title: string
  /** which entry of the side bar is lit */
  section: 'tickets' | 'customers' | 'reports' | 'settings'
  body: Html
}

const sections = [
  ['tickets', '/tickets', 'Tickets'],
  ['customers', '/customers', 'Customers'],
  ['reports', '/reports/incident', 'Report incident'],
  ['settings', '/settings', 'Settings'],
] as const

/** The shell every page sits in. The client script swaps `main` and leaves the rest standing. */
export const shell = ({ title, section, body }: Page): Html => html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} · Larkfield Desk</title>
  <link rel="icon" href="/desk/mark.svg">
  <link rel="stylesheet" href="/desk/desk.css">
  <script src="/desk/client.js" type="module"></script>
</head>
<body>
  <nav class="rail" aria-label="Larkfield Desk">
    <a class="brand" href="/tickets"><img src="/desk/mark.svg" alt="" width="28" height="28"><span>Larkfield Desk</span></a>
    <ul>${sections.map(
      ([id, href, label]) =>
        html`<li><a href="${href}" data-section="${id}" ${id === section ? html`aria-current="page"` : ''}>${label}</a></li>`,
    )}</ul>
    <p class="me"><span class="avatar" aria-hidden="true">${initials(agent)}</span>${agent}<small>First line</small></p>
  </nav>
  <div class="work">
    <header class="top">
      <form role="search" action="/tickets" method="get">
        <input type="search" name="q" aria-label="Search tickets" placeholder="Search tickets, customers, orders">
      </form>
      <a class="button" href="/tickets/new">New ticket</a>
    </header>
    <main id="main" data-section="${section}" tabindex="-1">${body}</main>
  </div>
</body>
</html>`

export const initials = (name: string): string =>
  name
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2)

/** What went wrong with a form, in the desk's own red bar. */
export const banner = (text: string | null, detail = ''): Html =>
  text ? html`<div class="banner" role="alert"><strong>${text}</strong> ${detail}</div>` : html``

export const pounds = (amount: number): string => `£${amount.toFixed(2)}`
