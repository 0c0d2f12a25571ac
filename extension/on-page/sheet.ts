/**
 * Where a host of ours stands. Important rules of a shadow root win over all the page can say of its host, inline and important
 * too; with them the real cursor is shown on the card, and a backdrop that the page gives its own dialogs is not given to us.
 *
 * @param place declarations, each important
 */
export const hostCss = (place: string) => `
:host {
  all: initial !important; display: block !important; position: fixed !important; ${place}
}
:host(:not(:popover-open)) { display: none !important }
:host::backdrop { display: none !important }
`

/** What all our cards on a page look like. */
export const cardCss = `
.card {
  --paper: #ffffff; --ink: #1b211f; --muted: #565e5b; --line: #dfddd5; --accent: #0f5c4d; --on: #ffffff; --soft: #edece6; --focus: #1f6feb;
  display: grid; grid-template-columns: 1fr auto; gap: 2px 8px;
  box-sizing: border-box; inline-size: 100%; padding: 14px 10px 10px 18px; padding-inline: 18px 10px;
  color: var(--ink); background: var(--paper);
  border: 1px solid var(--line); border-inline-start: 4px solid var(--accent); border-radius: 14px;
  font: 400 15px/1.45 -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  text-align: start; overflow-wrap: anywhere;
}
.text { align-self: center; min-inline-size: 0 }
p { margin: 0 }
.title { font-weight: 650; font-size: 16px; line-height: 1.3 }
.reason { color: var(--muted); margin-block-start: 3px }
.actions { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: 6px; margin-block-start: 8px }
button {
  font: inherit; font-weight: 600; line-height: 1.25; color: var(--ink); background: transparent;
  border: 1px solid transparent; border-radius: 10px; min-block-size: 44px; min-inline-size: 44px; padding: 8px 16px; margin: 0; cursor: pointer;
}
button:hover { background: var(--soft) }
button:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px }
.open { color: var(--on); background: var(--accent) }
.open:hover { background: #0a4439 }
.quiet { color: var(--accent) }
.close { padding: 0; font-size: 22px; line-height: 1; color: var(--muted); align-self: start }
.said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
@media (prefers-reduced-motion: no-preference) {
  .card { animation: arrive 180ms ease-out }
  @keyframes arrive { from { transform: translateY(10px) } }
}
@media (prefers-color-scheme: dark) {
  .card { --paper: #1a1f1e; --ink: #e9ece9; --muted: #a5aeaa; --line: #3a4441; --accent: #85d3bd; --on: #06241d; --soft: #2a322f; --focus: #79b0ff }
  .open:hover { background: #a5e2d0 }
}
@media (forced-colors: active) { .card, button { border-color: CanvasText } }
`
