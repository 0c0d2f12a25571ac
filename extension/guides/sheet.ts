import { cardCss, hostCss } from '../on-page/sheet.ts'

/** The nudge's look, with the ring and what only a guide has. */
export function guideSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(hostCss(place) + cardCss + css)
  return sheet
}

/** All of the window, letting clicks through: only the card takes them. */
const place = `
  inset: 0 !important; inline-size: 100% !important; block-size: 100% !important; overflow: hidden !important;
  pointer-events: none !important;
`

const css = `
.ring {
  position: absolute; box-sizing: border-box; border: 3px solid #0f5c4d; border-radius: 8px;
  box-shadow: 0 0 0 2px #ffffff, 0 0 0 7px rgb(15 92 77 / 0.28), inset 0 0 0 1px #ffffff;
}
.ring[hidden] { display: none }
.card {
  position: absolute; display: flex; flex-direction: column; gap: 0;
  inline-size: min(340px, calc(100vw - 24px)); max-block-size: calc(100vh - 24px); overflow: auto;
  padding: 12px 16px 10px; pointer-events: auto;
  box-shadow: 0 2px 6px rgb(0 0 0 / 0.12), 0 16px 40px -12px rgb(0 0 0 / 0.35);
}
.head { display: flex; justify-content: space-between; gap: 12px; font-size: 13px; color: var(--muted) }
.name { min-inline-size: 0 }
.count { flex: none; font-variant-numeric: tabular-nums }
.words { margin-block-start: 6px }
.detail { margin-block-start: 4px }
.note { margin-block-start: 6px; color: var(--muted) }
.detail:empty, .note:empty, .count:empty { display: none }
.actions { margin-block-start: 8px; margin-inline: -8px }
.actions .open { order: 1 }
.actions .quiet { padding-inline: 10px }
.actions .quiet:last-child { margin-inline-start: auto; order: 2 }
[aria-disabled="true"] { opacity: 0.45; cursor: default }
[hidden] { display: none }
@media (prefers-reduced-motion: no-preference) {
  .ring { animation: call 1.2s ease-out 1 }
  @keyframes call { from { box-shadow: 0 0 0 2px #ffffff, 0 0 0 18px rgb(15 92 77 / 0) } }
}
@media (prefers-color-scheme: dark) {
  .ring { border-color: #85d3bd; box-shadow: 0 0 0 2px #06241d, 0 0 0 7px rgb(133 211 189 / 0.35), inset 0 0 0 1px #06241d }
}
@media (forced-colors: active) { .ring { border-color: Highlight; box-shadow: none } }
`
