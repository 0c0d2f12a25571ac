import { isImperative, isVerb } from './imperative.ts'

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const lower = (text: string): string =>
  /^(?:I\b|[A-Z]{2}|[A-Z]\w*[A-Z])/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)

/** What begins the second half of a rule. */
const STARTS =
  /^(?:then\s+)?(?:please|you|we|it|they|he|she|i|the|a|an|your|our|this|that|these|there|all|any|no|never|always|do|don['’]t|make)\b/i

/** A rule with its condition apart: "If X, Y" and "Y if X". Null for any other sentence, and for "unless", which has no such half. */
export function decisionOf(sentence: string): { when: string; do: string } | null {
  const text = sentence.replace(/[.;]$/, '')
  const front = /^(?:if|when|whenever|in case)\s+(.+)$/i.exec(text)?.[1]
  if (front) {
    for (const { index } of front.matchAll(/,\s/g)) {
      const rest = front.slice(index + 1).trim()
      if (STARTS.test(rest) || isVerb(/^[\p{L}'’-]+/u.exec(rest)?.[0] ?? ''))
        return row(front.slice(0, index), rest.replace(/^then\s+/i, ''))
    }
    return null
  }
  const back = /^(.{12,}?),?\s+(?:only\s+)?(if|when|whenever)\s+(.{8,})$/i.exec(text)
  if (
    !back ||
    /\b(?:only|but|ends?|starts?|begins?|is|are|ask|know|see|decide|determine|check|sure|wonder|and|or|as)$/i.test(
      back[1] ?? '',
    ) ||
    /\bonly (?:if|when)|\bunless\b/i.test(text) ||
    /,\s+(?:you|we|it|they|please|then)\b/i.test(back[3] ?? '')
  )
    return null
  return row(back[3] ?? '', back[1] ?? '')
}
const row = (when: string, act: string) => ({ when: lower(when.trim()), do: upper(act.trim()) })

/** What is told to do or not to do. Null for a sentence that does neither. */
export function ruleOf(sentence: string): { side: 'do' | 'dont'; text: string } | null {
  const not =
    /^(?:please )?(?:do not|don['’]t|never)\s+(.+)$/i.exec(sentence) ??
    /^you (?:must not|may not|cannot|can['’]t|should not|shouldn['’]t|should never|must never)\s+(.+)$/i.exec(sentence)
  if (not?.[1]) return { side: 'dont', text: upper(not[1]) }
  if (/\bis when\b/i.test(sentence)) return null
  if (/\b(?:not|never|cannot|can['’]t|n['’]t)\b/i.test(sentence)) return null
  if (/\b(?:must|always|required to|need to|should)\b/i.test(sentence) || isImperative(sentence))
    return { side: 'do', text: sentence }
  return null
}

/** "Term: what it means", as lists of words have it. */
export function termOf(line: string): { term: string; meaning: string } | null {
  const found = /^([\p{L}\d][^:–—]{1,60}?)\s*(?::|\s[–—-]\s)\s*(.{8,})$/u.exec(line)
  const [, term = '', meaning = ''] = found ?? []
  return found && term.split(/\s+/).length <= 6 && !/^https?$/i.test(term) ? { term, meaning } : null
}

/** A heading as the question a person would ask. */
export function questionOf(heading: string): string {
  const text = heading.trim().replace(/[.:]$/, '')
  if (text.endsWith('?')) return text
  const mine = (words: string) =>
    lower(words)
      .replace(/\byour\b/gi, 'my')
      .replace(/\byou\b/gi, 'I')
  const how = /^how to\s+(.+)$/i.exec(text)
  if (how?.[1]) return `How do I ${mine(how[1])}?`
  if (/^(?:what|who|when|where|why|how|which)\b/i.test(text)) return `${text}?`
  const [first = ''] = text.split(/\s/)
  // "Opening a ticket", not "Opening hours"
  if (/^\p{L}{3,}ing (?:a|an|the|your|our|my|for|in|on|to|with|from|out|up)\b/iu.test(text))
    return `How does ${mine(text)} work?`
  if (isVerb(first) && text.includes(' ')) return `How do I ${mine(text)}?`
  // one word, or words in capitals: most likely a name
  const isName = !text.includes(' ') || /^\S+ \p{Lu}/u.test(text)
  return `What should I know about ${isName ? text : mine(text)}?`
}

/** Sentences meant to be said aloud or written to somebody: quoted, at least four words. */
export const quotedIn = (text: string): string[] =>
  Array.from(text.matchAll(/[“"]([^“”"\n]{15,300})[”"]/g), ([, said = '']) => said.trim()).filter(
    (said) => said.split(/\s+/).length >= 4,
  )
