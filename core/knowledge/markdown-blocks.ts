import type { List, ListItem, Nodes, Paragraph, Root, RootContent, Table } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import type { Block } from '#core/content'
import { plainText, withoutTemplateTags } from './plain-text.ts'

/** A heading with its depth in the file (1-6), or anything else. */
export type DocumentPart = { heading: string; depth: number } | { block: Block }

/** Longest text of a block in characters; longer ones go on in the next. */
const MAX_TEXT = 10_000

/** Markdown to the closed list of display blocks, in reading order. What has no block of its own becomes text; nothing becomes markup. */
export function markdownBlocks(markdown: string): DocumentPart[] {
  const tree = fromMarkdown(withoutTemplateTags(markdown), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  })
  return treeParts(tree)
}

/** The same for a tree that another format was read into. */
export const treeParts = (tree: Root): DocumentPart[] => tree.children.flatMap(partsOf)

function partsOf(node: RootContent): DocumentPart[] {
  switch (node.type) {
    case 'heading': {
      const heading = plainText(node).slice(0, MAX_TEXT)
      return heading ? [{ heading, depth: node.depth }] : []
    }
    case 'paragraph':
      return [paragraph(node)].flat().map((block) => ({ block }))
    case 'list':
      return listBlocks(node).map((block) => ({ block }))
    case 'table':
      return [{ block: tableBlock(node) }]
    case 'blockquote':
      return callouts(plainText(node)).map((block) => ({ block }))
    case 'code':
      return texts(node.value.trim()).map((text) => ({ block: { block: 'text', text } }))
    case 'definition':
    case 'thematicBreak':
      return []
    default:
      return textBlocks(node).map((block) => ({ block }))
  }
}

const texts = (text: string): string[] =>
  Array.from({ length: Math.ceil(text.length / MAX_TEXT) }, (_, i) =>
    text.slice(i * MAX_TEXT, (i + 1) * MAX_TEXT).trim(),
  ).filter((part) => part !== '')

const textBlocks = (node: Nodes): Block[] => texts(plainText(node)).map((text) => ({ block: 'text', text }))

/** A paragraph that is one https link is a link; links among words keep their words only. */
function paragraph(node: Paragraph): Block[] {
  const [only] = node.children
  const text = plainText(node)
  if (node.children.length === 1 && only?.type === 'link' && text && text.length <= MAX_TEXT && isHttps(only.url))
    return [{ block: 'link', href: only.url, text }]
  return textBlocks(node)
}

function isHttps(url: string): boolean {
  try {
    return new URL(url).protocol === 'https:' && url.startsWith('https://')
  } catch {
    return false
  }
}

function listBlocks(list: List): Block[] {
  const items = list.children.flatMap((item) => texts(itemText(item)))
  if (items.length === 0) return []
  if (list.children.some((item) => typeof item.checked === 'boolean')) return [{ block: 'checklist', items }]
  return [{ block: list.ordered ? 'steps' : 'list', items }]
}

/** Nested lists stand in their item's line: "Ask for: name; order number". */
function itemText(item: ListItem): string {
  const lines = item.children.map((child) =>
    child.type === 'list' ? child.children.map(itemText).filter(Boolean).join('; ') : plainText(child),
  )
  return lines.filter(Boolean).join(' ')
}

function tableBlock(table: Table): Block {
  const [head = [], ...rows] = table.children.map((row) => row.children.map((cell) => plainText(cell)))
  return { block: 'table', head, rows }
}

const tones = { NOTE: 'note', IMPORTANT: 'note', TIP: 'tip', WARNING: 'warning', CAUTION: 'warning' } as const

function callouts(quote: string): Block[] {
  const [, name] = /^\[!([A-Z]+)\]/.exec(quote) ?? []
  const tone = Object.entries(tones).find(([key]) => key === name)?.[1]
  const words = tone ? quote.replace(/^\[![A-Z]+\]\s*/, '') : quote
  return texts(words).map((text) => ({ block: 'callout', tone: tone ?? 'note', text }))
}
