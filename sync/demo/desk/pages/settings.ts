import { html } from 'hono/html'
import type { Page } from '../layout.ts'

export const settingsPage = (): Page => ({
  title: 'Settings',
  section: 'settings',
  body: html`
<div class="head"><h1>Settings</h1></div>
<form class="card" action="/settings" method="get">
  <label>Rows per page <select name="rows"><option>25</option><option>50</option><option>100</option></select></label>
  <label>Start page <select name="start"><option>Tickets</option><option>Customers</option></select></label>
  <label class="tick"><input type="checkbox" name="sound"> Play a sound for a new ticket</label>
  <p class="actions"><button>Save settings</button></p>
</form>`,
})
