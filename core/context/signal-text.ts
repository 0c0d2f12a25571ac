import type { Signals } from './signals.ts'
import { plain } from './words.ts'

/** The embedder reads about 256 tokens; beyond that nothing would be heard. */
const MAX_CHARS = 600
/** The first ones say what the page is about; later ones are its furniture ("Conversation", "Actions"). */
const HEADINGS = 3
const LABELS = 4
const SPOKEN_LABELS = 12
const SPOKEN_CONTROLS = 20
/** `B`, `1.`, `OK`: on many pages, and of none. */
const SHORTEST_CONTROL = 4

/**
 * `1042 Table arrived broken · Larkfield Desk` is about `Table arrived broken`: record number and tool name say nothing of the task.
 * The tool's name comes last, behind a mark or in brackets.
 */
function titleText(title: string): string {
  const own = title.replace(/\s*\[[^\]]*\]$/, '')
  const parts = own.split(/\s+[·|–—‹›«»:-]\s+/)
  const kept = own === title && parts.length > 1 ? parts.slice(0, 1) : parts
  return kept.join('. ').replace(/^[#\d\s:.-]+/, '')
}

/** `Subject *` and `Subject:` are marks of a form. */
const labelText = (label: string): string => label.replace(/[\s*:]+$/, '')

/**
 * What is embedded to find aids by meaning: messages and the focused field first (why help is needed now), then what the
 * page is about, then what it asks for. The same words are said once. Measured on the demo desk against longer and
 * shorter forms: more of the page drowned the task in the tool's own words, less left forms without their purpose.
 */
export function signalText(signals: Signals): string {
  const said: string[] = []
  const parts: string[] = []
  const inOrder = [
    ...signals.banners,
    labelText(signals.focused ?? ''),
    ...signals.headings.slice(0, HEADINGS),
    titleText(signals.title),
    ...signals.labels.slice(0, LABELS).map(labelText),
  ]
  for (const part of inOrder) {
    const words = plain(part)
    if (words === '' || said.some((before) => ` ${before} `.includes(` ${words} `))) continue
    said.push(words)
    parts.push(part.trim())
  }
  return parts.join('. ').slice(0, MAX_CHARS)
}

/** `purchaseOrder/new-item` are words too. */
const pathWords = (shape: string): string =>
  shape
    .replaceAll(':id', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .replace(/\b(php|html?|aspx?|jsp|do|index|app|web|www)\b/gi, ' ')
    .trim()

/**
 * What is compared word by word: all that `signalText` says, more of the labels, what buttons, tabs and dialogs are called, and the
 * words of the path. Here a word too many costs little, since only words that few aids say count.
 */
export const spokenText = (signals: Signals): string =>
  [
    signalText(signals),
    ...signals.headings,
    ...signals.labels.slice(0, SPOKEN_LABELS),
    ...signals.controls
      .map(({ name }) => name)
      .filter((name) => name.length >= SHORTEST_CONTROL)
      .slice(0, SPOKEN_CONTROLS),
    pathWords(signals.pathShape),
  ].join('\n')

/**
 * Names a page state, so that it is nudged at most once. Focus and labels are left out: moving through a form is the
 * same state; a new message is a new one. Kept in memory only.
 */
export function pageState(signals: Signals, hash: (text: string) => string): string {
  return hash(JSON.stringify([signals.host, signals.pathShape, signals.title, [...signals.banners].sort()])).slice(
    0,
    16,
  )
}
