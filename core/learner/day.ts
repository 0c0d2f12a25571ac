const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** A moment as people say it, in the zone of this device: "3 May 2026". */
export const dayOf = (ms: number): string => words.format(ms)
