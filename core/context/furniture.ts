import { sha256Hex } from '#core/base'
import { signalText } from './signal-text.ts'
import type { Signals } from './signals.ts'
import { plain } from './words.ts'

/** What stands on so large a part of a tool's page states belongs to the tool, not to the task. */
const SHARE = 0.5
/** Fewer states of a tool say nothing about it. */
const LEAST_STATES = 6
const MOST_STATES = 200
const MOST_TOOLS = 50

interface Tool {
  states: Set<string>
  /** in how many states a text stood */
  seen: Map<string, number>
}

/** Of a text only a hash is kept: that it stood there must be known again, what it was need not be. */
const mark = (text: string): string => sha256Hex(text).slice(0, 12)

/** The same screen with another focus or message is one state. */
const stateOf = ({ pathShape, title, headings, labels }: Signals) =>
  mark(JSON.stringify([pathShape, title, headings, labels]))

const textsOf = ({ title, banners, headings, labels, controls }: Signals): string[] =>
  [title, ...banners, ...headings, ...labels, ...controls.map(({ name }) => name)].map(plain)

/**
 * Learns, as pages come, what a tool shows whatever one does in it (its menus, its palette, its name), so that a page is judged by
 * the rest. In memory only, as hashes, gone with the engine. Measured on real tools in docs/page-context.md: it halves the wrong
 * offers there.
 */
export function createFurniture() {
  const tools = new Map<string, Tool>()

  function note(signals: Signals): void {
    const tool = tools.get(signals.host) ?? { states: new Set(), seen: new Map() }
    if (tools.size >= MOST_TOOLS && !tools.has(signals.host)) return
    tools.set(signals.host, tool)
    const state = stateOf(signals)
    if (tool.states.has(state) || tool.states.size >= MOST_STATES) return
    tool.states.add(state)
    for (const text of new Set(textsOf(signals).map(mark))) tool.seen.set(text, (tool.seen.get(text) ?? 0) + 1)
  }

  /** @returns the signals without the tool's furniture; as they are while too little of the tool is known */
  function without(signals: Signals): Signals {
    const tool = tools.get(signals.host)
    if (!tool || tool.states.size < LEAST_STATES) return signals
    const isOwn = (text: string) => (tool.seen.get(mark(plain(text))) ?? 0) / tool.states.size < SHARE
    return {
      ...signals,
      title: isOwn(signals.title) ? signals.title : '',
      banners: signals.banners.filter(isOwn),
      headings: signals.headings.filter(isOwn),
      labels: signals.labels.filter(isOwn),
      controls: signals.controls.filter(({ name }) => isOwn(name)),
    }
  }

  /** What a page is compared by: `text` for meaning, the words of `spoken` for words. */
  function heard(signals: Signals): { text: string; spoken: Signals } {
    const own = without(signals)
    // the tool's name stays among the words: it tells whose aids they are
    return { text: signalText(own), spoken: { ...own, title: signals.title } }
  }

  return { note, without, heard }
}
