/** Words of the notice; apart, because the service worker says them and should carry nothing else. */
export const dueWords = {
  notice: (n: number) => (n === 1 ? 'A short check is due' : `${n} short checks are due`),
  noticeText: 'Open Today to see why.',
} as const
