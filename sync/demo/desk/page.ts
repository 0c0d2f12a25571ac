import { html } from 'hono/html'
import { type Page, shell } from './layout.ts'

export const page = (content: Page, status: 200 | 404 | 422 = 200): Response =>
  new Response(String(shell(content)), { status, headers: { 'content-type': 'text/html; charset=utf-8' } })

export const missing = (what: string): Response =>
  page(
    {
      title: 'Not found',
      section: 'tickets',
      body: html`<div class="head"><h1>There is no such ${what}</h1><p><a href="/tickets">Back to tickets</a></p></div>`,
    },
    404,
  )
