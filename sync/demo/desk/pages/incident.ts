import { html } from 'hono/html'
import { banner, type Page } from '../layout.ts'

export function incidentPage(problem: string | null, sent: string | null): Page {
  return {
    title: 'Report an incident',
    section: 'reports',
    body: html`
<div class="head"><h1>Report an incident</h1><p>For data, privacy and safety. Goes to the privacy office at once.</p></div>
${banner(problem)}
${sent ? html`<div class="notice" role="status">Report ${sent} was sent to the privacy office.</div>` : ''}
<form class="card" action="/reports/incident" method="post" novalidate>
  <label>What kind of incident? <select name="kind"><option value="">Choose</option><option>Personal data shown to the wrong person</option><option>Message sent to the wrong address</option><option>Lost or stolen device</option><option>Safety of a product</option></select></label>
  <label>When did you notice it? <input name="noticed" type="datetime-local"></label>
  <label>Whose data is affected? <input name="affected"></label>
  <label>What happened, in order? <textarea name="text" rows="6"></textarea></label>
  <p class="actions"><button>Send report</button></p>
</form>`,
  }
}
