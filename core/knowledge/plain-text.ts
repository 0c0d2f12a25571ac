import type { Nodes } from 'mdast'

/** The words of a Markdown node on one line: images are their description, tags and link targets are left out. */
export function plainText(node: Nodes): string {
  return wordsOf(node).replace(/\s+/g, ' ').trim()
}

function wordsOf(node: Nodes): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return node.value
    case 'image':
    case 'imageReference':
      return node.alt ?? ''
    case 'break':
      return ' '
    case 'html':
      return htmlText(node.value)
    default:
      return 'children' in node ? node.children.map(wordsOf).join(isInline(node) ? '' : ' ') : ''
  }
}

const isInline = (node: Nodes) =>
  !['root', 'list', 'listItem', 'blockquote', 'table', 'tableRow', 'footnoteDefinition'].includes(node.type)

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'" }

/** HTML down to its words. They are only ever shown as text, so nothing here has to be safe as markup. */
export function htmlText(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(-->|$)/g, ' ')
    .replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(#39|[a-z]+);/g, (whole, name: string) => entities[name] ?? whole)
}

/**
 * Template tags of site generators (Liquid, Nunjucks, ERB), left in pages by those who wrote them, down to the words a reader would
 * see: `{% channel "talent" "the Talent team" %}` is "the Talent team", `<%= warning_text('Never share it') %>` is "Never share it".
 */
export function withoutTemplateTags(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\(\{%[^%\n]*%\}[^)\n]*\)/g, '$1')
    .replace(/\{%(.*?)%\}/g, (_, inside: string) => lastWords(inside))
    .replace(/\{\{.*?\}\}|\{:.*?\}/g, '')
    .replace(/<%(.*?)%>/g, (_, inside: string) => /_text\('([^']*)'\)/.exec(inside)?.[1] ?? '')
}

function lastWords(tag: string): string {
  const last = [...tag.matchAll(/"([^"]*)"/g)].at(-1)?.[1] ?? ''
  return /[/\\]|\.\w{2,4}$/.test(last) ? '' : last
}
