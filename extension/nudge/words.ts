/** What the nudge says, in plain English. */
export const nudgeWords = {
  name: 'Handrail tip',
  because: (reason: string) => `Because ${reason}`,
  announce: (title: string) => `Handrail has a tip: ${title}`,
  open: 'Open',
  dismiss: 'Dismiss',
  notHere: 'Not here',
} as const
