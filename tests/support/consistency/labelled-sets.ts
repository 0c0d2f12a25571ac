import { createRandom, type Random } from '#core/base'
import { splitSentences } from '../../../core/consistency/sentences.ts'
import { type ChangeType, contradict, paraphrase } from './rewrite.ts'

/** A page as text, and a pair of texts a person would call a conflict or not. */
export interface MarkdownPage {
  path: string
  markdown: string
}
export interface Label {
  a: { path: string; text: string }
  b: { path: string; text: string }
  conflict: boolean
  type: ChangeType | 'same'
}
export interface LabelledPages {
  pages: MarkdownPage[]
  labels: Label[]
}

const TYPES: readonly ChangeType[] = ['number', 'modal', 'negation', 'word']

/** Whole sentences of running text: what a person might rewrite. A line broken inside a sentence gives none. */
function sentencesIn(markdown: string): string[] {
  const body = markdown.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/```[\s\S]*?```/g, '')
  return body
    .split('\n')
    .filter(
      (line) => /^(?:[-*] |\d+\. )?[A-Z]/.test(line.trim()) && !/[|{}<>[\]`_*]/.test(line.replace(/^\s*[-*] /, '')),
    )
    .flatMap((line) => splitSentences(line))
    .filter((text) => text.split(' ').length >= 7 && text.length <= 400 && /^[A-Z].*[.!]$/.test(text))
}

/** The pages twice, as two sources of the same procedures: a share of the sentences is changed, rewritten or left out in the second. */
export function twoVersions(pages: readonly MarkdownPage[], seed: number): LabelledPages {
  const random = createRandom(seed)
  const labels: Label[] = []
  const newer = pages.map(({ path, markdown }) => {
    let text = markdown
    const [from, to] = [`old/${path}`, `new/${path}`]
    for (const sentence of new Set(sentencesIn(markdown))) {
      const roll = random.next()
      if (roll >= 0.3) continue
      const [type, other] =
        roll < 0.12 ? anyChange(sentence, random) : (['same', roll < 0.24 ? paraphrase(sentence, random) : ''] as const)
      if (other === null || other === sentence) continue
      text = text.replace(sentence, () => other)
      if (other)
        labels.push({
          a: { path: from, text: sentence },
          b: { path: to, text: other },
          conflict: type !== 'same',
          type,
        })
    }
    return { path: to, markdown: text }
  })
  return { pages: [...pages.map(({ path, markdown }) => ({ path: `old/${path}`, markdown })), ...newer], labels }
}

function anyChange(sentence: string, random: Random): readonly [ChangeType, string | null] {
  for (const type of random.shuffle(TYPES)) {
    const changed = contradict(sentence, type, random)
    if (changed !== null && changed !== sentence) return [type, changed]
  }
  return ['number', null]
}

/** Pages with sentences of theirs planted in other pages in other words: `perType` contradicting ones of each type, and as many that say the same. */
export function planted(pages: readonly MarkdownPage[], seed: number, perType: number): LabelledPages {
  const random = createRandom(seed)
  const extra = new Map<string, string[]>()
  const labels: Label[] = []
  const all = random.shuffle(
    pages.flatMap(({ path, markdown }) => [...new Set(sentencesIn(markdown))].map((text) => ({ path, text }))),
  )
  const used = new Set<string>()
  for (const type of [...TYPES, 'same'] as const) {
    let count = 0
    for (const { path, text } of all) {
      if (count >= (type === 'same' ? 4 * perType : perType)) break
      if (used.has(text)) continue
      const changed = type === 'same' ? text : contradict(text, type, random)
      // what says nothing of a kind that is compared could never be flagged, and would flatter the figure
      if (changed === null || (type === 'same' && !/\d|\b(?:must|should|may|can|not|need|never|always)\b/i.test(text)))
        continue
      const other = pages[random.int(pages.length)]
      if (!other || other.path === path) continue
      const rewritten = paraphrase(changed, random)
      used.add(text)
      extra.set(other.path, [...(extra.get(other.path) ?? []), rewritten])
      labels.push({ a: { path, text }, b: { path: other.path, text: rewritten }, conflict: type !== 'same', type })
      count++
    }
  }
  return {
    pages: pages.map(({ path, markdown }) => ({
      path,
      markdown: [markdown, ...(extra.get(path) ?? [])].join('\n\n'),
    })),
    labels,
  }
}

export interface CopiedDocuments {
  documents: { id: string; title: string; text: string }[]
  pairs: [string, string][]
}

/** Documents with edited copies of every third: 10 to 40 % of the copy's words are changed, left out or added. */
export function editedCopies(pages: readonly MarkdownPage[], seed: number): CopiedDocuments {
  const random = createRandom(seed)
  const vocabulary = pages.flatMap(({ markdown }) => markdown.match(/[a-z]{4,}/g) ?? [])
  const texts = pages.map(({ path, markdown }) => ({
    id: path,
    title: path,
    text: markdown.replace(/^---\n[\s\S]*?\n---\n/, ''),
  }))
  const long = texts.filter(({ text }) => (text.match(/\p{L}+/gu)?.length ?? 0) >= 40)
  const pairs: [string, string][] = []
  const copies = long.flatMap(({ id, title, text }, i) => {
    if (i % 3 !== 0) return []
    const share = 0.1 + 0.3 * random.next()
    const copy = text.replace(/\p{L}+/gu, (word) => {
      if (random.next() >= share) return word
      const other = vocabulary[random.int(vocabulary.length)] ?? word
      return [other, '', `${word} ${other}`][random.int(3)] ?? word
    })
    pairs.push([id, `copy/${id}`])
    return [{ id: `copy/${id}`, title, text: copy }]
  })
  return { documents: [...texts, ...copies], pairs }
}
