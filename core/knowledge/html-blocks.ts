import type { Element, ElementContent, Nodes, Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { toMdast } from 'hast-util-to-mdast'
import { AppError } from '#core/base'
import { type DocumentPart, treeParts } from './markdown-blocks.ts'
import { splitTables } from './split-tables.ts'

/** Deeper nesting is no page a person wrote; real ones stay below 60. */
const MAX_DEPTH = 250

/** What stands around a page's text: the site's own furniture, and what is not shown. */
const furniture = new Set([
  'nav',
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'iframe',
  'form',
  'dialog',
  'object',
])
const furnitureRoles = new Set(['navigation', 'banner', 'contentinfo', 'search', 'dialog'])

export interface HtmlPage {
  title: string | null
  /** of `<meta name content>`, names in lower case */
  meta: Record<string, string>
  parts: DocumentPart[]
}

/**
 * HTML to the closed list of display blocks: what stands in `<main>` (or the only `<article>`, or the body) without navigation,
 * headers and footers of the site, scripts and what is hidden. Nothing becomes markup.
 *
 * @throws {AppError} `bad-input` when it nests deeper than 250 levels
 */
export function htmlPage(html: string): HtmlPage {
  const root = fromHtml(html)
  checkDepth(root)
  const all = elements(root)
  const title = all.find(({ tagName }) => tagName === 'title')
  const meta = Object.fromEntries(
    all
      .filter(({ tagName }) => tagName === 'meta')
      .map(({ properties }) => [String(properties.name ?? '').toLowerCase(), String(properties.content ?? '')])
      .filter(([name]) => name),
  )
  const articles = all.filter(({ tagName }) => tagName === 'article')
  const main =
    all.find(({ tagName, properties }) => tagName === 'main' || properties.role === 'main') ??
    (articles.length === 1 ? articles[0] : undefined) ??
    all.find(({ tagName }) => tagName === 'body')
  const content: Root = { type: 'root', children: main ? kept(main.children, main.tagName === 'body') : [] }
  const tree = toMdast(content)
  return {
    title: (title && words(title)) || null,
    meta,
    parts: tree.type === 'root' ? splitTables(treeParts(tree).flatMap(tidied)) : [],
  }
}

/** Without the signs that generators hang on headings; a table without a head of its own takes its first row. */
function tidied(part: DocumentPart): DocumentPart[] {
  if ('heading' in part) {
    const heading = part.heading.replace(/\s*[¶#§]$/, '')
    return heading ? [{ ...part, heading }] : []
  }
  const { block } = part
  if (block.block !== 'table' || block.head.some(Boolean)) return [part]
  const [head, ...rows] = block.rows
  return head ? [{ block: { ...block, head, rows } }] : []
}

function checkDepth(root: Root): void {
  let level: Nodes[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) throw new AppError('bad-input', `nests deeper than ${MAX_DEPTH} levels`)
    level = level.flatMap((node) => ('children' in node ? node.children : []))
  }
}

function elements(node: Nodes): Element[] {
  const children = 'children' in node ? node.children : []
  return [...(node.type === 'element' ? [node] : []), ...children.flatMap(elements)]
}

function kept(nodes: readonly ElementContent[], siteLevel: boolean): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'comment') return []
    if (node.type !== 'element') return [node]
    if (isFurniture(node, siteLevel)) return []
    return [{ ...node, children: kept(node.children, siteLevel && node.tagName === 'div') }]
  })
}

/** A header or footer inside an article is the article's; around the text it is the site's. */
const isFurniture = ({ tagName, properties }: Element, siteLevel: boolean): boolean =>
  furniture.has(tagName) ||
  furnitureRoles.has(String(properties.role ?? '')) ||
  properties.hidden === true ||
  properties.ariaHidden === 'true' ||
  (siteLevel && (tagName === 'header' || tagName === 'footer'))

const words = (node: Nodes): string =>
  (node.type === 'text' ? node.value : 'children' in node ? node.children.map(words).join('') : '')
    .replace(/\s+/g, ' ')
    .trim()
