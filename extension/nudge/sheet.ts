import { cardCss, hostCss } from '../on-page/sheet.ts'

/** A sheet made by script: no style element on the page, and no page policy to ask. Sizes in px: the page's root size is not ours. */
export function nudgeSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(hostCss(place) + cardCss)
  return sheet
}

const place = `
  inset-block: auto 20px !important; inset-inline: auto 20px !important;
  inline-size: min(360px, calc(100vw - 40px)) !important; overflow: visible !important;
  box-shadow: 0 2px 6px rgb(0 0 0 / 0.12), 0 16px 40px -12px rgb(0 0 0 / 0.35) !important; border-radius: 14px !important;
`
