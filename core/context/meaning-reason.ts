import { spokenText } from './signal-text.ts'
import type { Signals } from './signals.ts'
import { plain } from './words.ts'

const small = new Set(
  'a about all an and any are as at be before by can do for from has have how if in into is it its may new no not of off on only or our out page that the their them then these they this to up us was we what when where which who will with you your'.split(
    ' ',
  ),
)

/** Completes "Shown because ...": the words that the page and the aid's title and summary share. */
export function meaningReason(signals: Signals, aid: { title: string; summary: string }): string {
  const page = new Set(plain(spokenText(signals)).split(' '))
  const shared = plain(`${aid.title} ${aid.summary}`)
    .split(' ')
    .filter((word) => word.length > 2 && !small.has(word) && page.has(word))
  const words = [...new Set(shared)].slice(0, 3)
  if (words.length === 0) return 'this page seems to be about the same thing'
  const quoted = words.map((word) => `“${word}”`)
  const list = quoted.length === 1 ? quoted[0] : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`
  return `this page is about ${list}, and so is this aid`
}
