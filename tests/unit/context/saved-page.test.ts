import { expect, it, describe as suite } from 'vitest'
import { describe, type ElementFacts, locate } from '#core/anchors'
import { parse } from '#core/base'
import { changeTexts, MOST_SAVED_ELEMENTS, pageTexts, SavedPage, tryPlacement } from '#core/context'
import { signalsOf as page } from './page.ts'

const element = (name: string, more: Partial<ElementFacts> = {}): ElementFacts => ({
  role: 'button',
  name,
  label: null,
  testId: null,
  attributes: { id: `${name.toLowerCase()}-button` },
  path: ['main', 'form'],
  heading: 'Refund',
  neighbours: ['Jo Miller'],
  around: ['text'],
  item: null,
  ...more,
})
const saved: SavedPage = {
  signals: page({
    host: 'desk.example.com',
    pathShape: '/tickets/:id/refund',
    title: 'Jo Miller',
    headings: ['Refund'],
    controls: [{ role: 'button', name: 'Send', testId: 'send-it' }],
    groups: [{ name: 'Refund', holds: ['Send', 'Cancel'] }],
  }),
  facts: {
    language: 'en',
    elements: [element('Send', { testId: 'send-it' }), element('Cancel', { item: 'Jo Miller' })],
  },
}

suite('what an author looks through', () => {
  it('is every text of the page, each once', () => {
    const texts = pageTexts(saved)
    expect(new Set(texts.map(({ kind, text }) => `${kind} ${text}`)).size).toBe(texts.length)
    const told = texts.map(({ text }) => text)
    const strings = (value: unknown): string[] =>
      typeof value === 'string'
        ? [value]
        : value && typeof value === 'object'
          ? Object.values(value).flatMap(strings)
          : []
    const { host: _, ...signals } = saved.signals
    for (const text of strings([signals, saved.facts])) if (text !== '') expect(told, text).toContain(text)
    expect(texts.find(({ text }) => text === 'Jo Miller')?.places).toEqual(['title', 'near', 'row'])
  })

  it('is gone everywhere once it is taken out, and the rest stays a page that can be sent', () => {
    const changed = changeTexts(saved, [{ text: 'Jo Miller', kind: 'words', to: ' ' }])
    expect(JSON.stringify(changed)).not.toContain('Jo Miller')
    expect(changed.facts.elements[0]?.around).toEqual([])
    expect(parse(SavedPage, changed, 'page')).toEqual(changed)
  })

  it('says something else everywhere once it is edited, and a role is not taken for a word', () => {
    const changed = changeTexts(saved, [
      { text: 'Send', kind: 'words', to: 'Submit' },
      { text: 'button', kind: 'words', to: 'x' },
    ])
    expect([changed.signals.controls[0]?.name, changed.facts.elements[0]?.name]).toEqual(['Submit', 'Submit'])
    expect(changed.facts.elements[0]?.role).toBe('button')
  })

  it('may all be taken out but the tool', () => {
    const all = pageTexts(saved).map(({ text, kind }) => ({ text, kind, to: '' }))
    const bare = parse(SavedPage, changeTexts(saved, all), 'page')
    expect(pageTexts(bare).map(({ text }) => text)).toEqual(['/', 'generic'])
    expect(bare.signals.host).toBe('desk.example.com')
  })

  it('is refused where it is too much to look through', () => {
    const elements = Array.from({ length: MOST_SAVED_ELEMENTS + 1 }, (_, n) => element(`B${n}`))
    expect(() => parse(SavedPage, { ...saved, facts: { language: null, elements } }, 'page')).toThrow('at most')
  })
})

suite('a placement tried on a saved page', () => {
  const [send] = saved.facts.elements
  const anchor = send && describe(send, saved.facts)
  const body = {
    title: 'Refund',
    aid: { kind: 'process-guide', id: 'refund' },
    reason: 'you refund',
    rules: [
      { matcher: 'host', host: 'desk.example.com' },
      { matcher: 'path', pattern: '/tickets/*/refund' },
    ],
    steps: [
      { id: 'here', step: 0, where: [{ matcher: 'path', pattern: '/tickets/*/refund' }], anchor },
      { id: 'there', step: 1, where: [{ matcher: 'path', pattern: '/tickets/*' }], anchor },
      { id: 'somewhere', step: 2, where: [], anchor },
    ],
  }
  const narrower = {
    id: 'narrow',
    aid: { kind: 'job-aid', id: 'other' },
    reason: 'x',
    rules: [...body.rules, { matcher: 'text-present', text: 'Refund' }],
  }

  it('tells whether it holds, what comes before it, and where each step is', () => {
    const tried = tryPlacement('own', body, saved, [narrower])
    expect(tried).toMatchObject({ holds: true, first: false, others: ['narrow'] })
    expect(tried.steps.map(({ state, sure }) => [state, sure])).toEqual([
      ['found', true],
      ['elsewhere', true],
      ['found', false],
    ])
    expect(tried.steps[0]?.element).toEqual({ role: 'button', name: 'Send' })
    expect(tryPlacement('narrow', body, saved, [narrower])).toMatchObject({ holds: true, first: true, others: [] })
  })

  it('tells what a lost step lacks', () => {
    const gone = changeTexts(saved, [
      { text: 'Send', kind: 'words', to: 'Approve' },
      { text: 'send-it', kind: 'words', to: '' },
    ])
    const [step] = tryPlacement('own', body, gone, []).steps
    expect(step).toMatchObject({ state: 'lost', element: null })
    expect(step?.lost).toContain('name')
  })

  it('keeps an anchor true to its element when words are taken out, or says that too little is left', () => {
    if (!send) throw new Error('no element')
    const less = describe(send, saved.facts, { ...send, neighbours: [], around: [], heading: null })
    expect(less.neighbours).toEqual([])
    expect(locate(less, saved.facts)).toMatchObject({ state: 'found', index: 0 })
    const nothing = describe(send, saved.facts, { ...send, name: '', testId: null, attributes: {} })
    expect(locate(nothing, saved.facts).state).toBe('lost')
  })
})
