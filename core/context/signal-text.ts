import type { Signals } from './signals.ts'
import { plain } from './words.ts'

/** The embedder reads about 256 tokens; what says most comes first, and a page full of labels must not drown it. */
const MAX_CHARS = 600

/**
 * What is embedded to find aids by meaning: messages and the focused field first (why help is needed now), then headings
 * and title (where), then labels. The same words are said once.
 */
export function signalText(signals: Signals): string {
  const said = new Set<string>()
  const parts: string[] = []
  const route = signals.pathShape.split('/').filter((part) => part !== '' && part !== ':id')
  const inOrder = [
    ...signals.banners,
    signals.focused ?? '',
    ...signals.headings,
    signals.title,
    route.join(' ').replace(/[-_]/g, ' '),
    ...signals.labels,
  ]
  let chars = 0
  for (const part of inOrder) {
    const key = plain(part)
    if (key === '' || said.has(key)) continue
    if (chars + part.length > MAX_CHARS) break
    said.add(key)
    parts.push(part.trim())
    chars += part.length
  }
  return parts.join('. ')
}

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
