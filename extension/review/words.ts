/** What the extension's review page says besides what both faces say. */
export const words = {
  open: 'Review and sign',
  openText:
    'Your signing key stays in this extension, and the code that signs comes with it, not from your organisation’s server.',
  own: 'This page comes with the extension, not from your organisation’s server. Sign here.',
} as const
