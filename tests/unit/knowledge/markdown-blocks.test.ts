import { expect, test } from 'vitest'
import type { Block } from '#core/content'
import { readDocument } from '#core/knowledge'

function blocks(markdown: string): Block[] {
  const result = readDocument({ path: 'page.md', content: `# Page\n\n${markdown}`, today: '2026-06-01' })
  if (result.state === 'refused') throw new Error(result.reason)
  return result.body.passages.flatMap((passage) => passage.blocks)
}

test.each<[string, string, Block[]]>([
  ['soft breaks', 'one\ntwo  \nthree', [{ block: 'text', text: 'one two three' }]],
  ['emphasis and code', 'Press **Save**, then `Ctrl+S`.', [{ block: 'text', text: 'Press Save, then Ctrl+S.' }]],
  ['ordered list', '1. a\n2. b', [{ block: 'steps', items: ['a', 'b'] }]],
  ['bullets', '- a\n- b', [{ block: 'list', items: ['a', 'b'] }]],
  ['task list', '- [ ] a\n- [x] b', [{ block: 'checklist', items: ['a', 'b'] }]],
  ['nested list', '1. ask for:\n   - name\n   - date', [{ block: 'steps', items: ['ask for: name; date'] }]],
  ['table', '| a | b |\n|---|---|\n| c |', [{ block: 'table', head: ['a', 'b'], rows: [['c']] }]],
  ['quote', '> mind\n> the gap', [{ block: 'callout', tone: 'note', text: 'mind the gap' }]],
  ['alert', '> [!WARNING]\n> hot', [{ block: 'callout', tone: 'warning', text: 'hot' }]],
  ['code', '```\nrm x\n```', [{ block: 'text', text: 'rm x' }]],
  ['image', '![the form](form.png)', [{ block: 'text', text: 'the form' }]],
  ['link alone', '[Form](https://example.org/f)', [{ block: 'link', href: 'https://example.org/f', text: 'Form' }]],
  ['http link alone', '[Form](http://example.org/f)', [{ block: 'text', text: 'Form' }]],
  ['script link', '[Form](javascript:alert(1))', [{ block: 'text', text: 'Form' }]],
  ['link among words', 'See [the form](https://example.org).', [{ block: 'text', text: 'See the form.' }]],
  ['heading', '### Deep', [{ block: 'heading', text: 'Deep', level: 3 }]],
  ['rule and comment', '---\n\n<!-- hidden -->\n\nx', [{ block: 'text', text: 'x' }]],
  ['html block', '<details><summary>More &amp; more</summary></details>', [{ block: 'text', text: 'More & more' }]],
  ['inline html', 'a <b onclick="x()">bold</b> word', [{ block: 'text', text: 'a bold word' }]],
  ['script', '<script>alert(1)</script>', []],
  ['template tag', 'Ask {% channel "talent" "the Talent team" %}.', [{ block: 'text', text: 'Ask the Talent team.' }]],
  ['template link', '[Travel]({% page "/travel/" %}) first', [{ block: 'text', text: 'Travel first' }]],
])('%s becomes its block', (_, markdown, expected) => {
  expect(blocks(markdown)).toEqual(expected)
})

test('a text longer than a block may be goes on in the next', () => {
  const made = blocks('word '.repeat(3000))
  expect(made.map((block) => block.block)).toEqual(['text', 'text'])
})
