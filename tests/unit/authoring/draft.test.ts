import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type DraftPassage, draftBody, saidParts } from '#core/authoring'
import { splitSentences } from '#core/consistency'
import { type Block, type BriefFormat, blockText, contentKind, type KeptBrief } from '#core/content'
import { readDocument } from '#core/knowledge'
import { dataSet } from '../../support/data-sets.ts'

const text = (words: string): Block => ({ block: 'text', text: words })
const passage = (heading: string, ...blocks: Block[]): DraftPassage => ({
  document: 'doc',
  title: 'Lost badges',
  passage: `${heading.toLowerCase()}.1`,
  path: [heading],
  blocks,
  text: blocks.flatMap(blockText).join('\n'),
  sha256: '0'.repeat(64),
})
const brief = (format: BriefFormat): KeptBrief => ({
  id: 'b',
  competency: 'badges',
  role: 'guard',
  context: 'Somebody has lost a badge',
  objective: 'Replace a lost badge',
  format,
  sources: [{ document: 'doc' }],
})
const draft = (format: BriefFormat, passages: DraftPassage[], type?: string) =>
  draftBody({
    brief: brief(format),
    passages,
    subCompetencies: ['badges'],
    reviewBy: '2027-01-01',
    at: '2026-11-22T08:00:00.000Z',
    type,
  })
const blocksOf = (body: Record<string, unknown>) =>
  (body.parts as { blocks: Block[] }[]).flatMap(({ blocks }) => blocks)

describe('a draft from passages', () => {
  it('takes a numbered list as steps, with what follows the first sentence as detail in a guide', () => {
    const passages = [
      passage('Replacing', {
        block: 'steps',
        items: ['Block the old badge. The list is in the safe.', 'Print a new one.'],
      }),
    ]
    expect(blocksOf(draft('steps', passages).body)).toEqual([
      { block: 'steps', items: ['Block the old badge.', 'Print a new one.'] },
    ])
    expect(draft('process-guide', passages).body.steps).toMatchObject([
      { text: 'Block the old badge.', detail: 'The list is in the safe.', made: { by: 'extraction', brief: 'b' } },
      { text: 'Print a new one.' },
    ])
  })

  it('leaves the number of a heading in its source', () => {
    const passages = ['2. Block it', '3.1 Print 2 new ones', '24 hours later'].map((heading) =>
      passage(heading, { block: 'steps', items: [`Write down that “${heading}” is done.`] }),
    )
    const headings = blocksOf(draft('steps', passages).body).flatMap((block) =>
      block.block === 'heading' ? [block.text] : [],
    )
    expect(headings).toEqual(['Block it', 'Print 2 new ones', '24 hours later'])
  })

  it.each([
    ['If a badge is lost, block it.', { when: 'a badge is lost', do: 'Block it' }],
    [
      'When the printer is empty, please call the office.',
      { when: 'the printer is empty', do: 'Please call the office' },
    ],
    ['Call the office if the printer is empty.', { when: 'the printer is empty', do: 'Call the office' }],
  ])('reads the rule in “%s”', (sentence, row) => {
    expect(blocksOf(draft('decision', [passage('Rules', text(sentence))]).body)).toEqual([
      { block: 'decision', rows: [row] },
    ])
  })

  it.each([
    'Ask whether the badge works only if it is blue.',
    'Block it unless it was found.',
    'The rule is when it rains.',
  ])('makes no row of “%s”, whose halves say less than the whole', (sentence) => {
    expect(draft('decision', [passage('Rules', text(sentence))]).parts).toBe(0)
  })

  it('leaves addresses where they stand', () => {
    const line = 'Write to badges@example.com or https://example.com/badges first.'
    const passages = [passage('Replacing', { block: 'steps', items: [line, 'Print a new one.'] })]
    expect(blocksOf(draft('steps', passages).body)).toMatchObject([{ items: [line, 'Print a new one.'] }])
  })

  it('sorts what is to be done from what is not', () => {
    const passages = [passage('Rules', text('You must wear a badge. Never lend it. Do not copy it. Badges are blue.'))]
    expect(blocksOf(draft('do-dont', passages).body)).toEqual([
      { block: 'do-dont', do: ['You must wear a badge.'], dont: ['Lend it.', 'Copy it.'] },
    ])
  })

  it('asks what a heading answers', () => {
    const passages = [
      'How to report a loss',
      'Replacing your badge',
      'Print a badge',
      'Who decides?',
      'Opening hours',
    ].map((heading) => passage(heading, text('Some words that say it.')))
    expect(
      (draft('onboarding-module', passages).body.faq as { question: string }[]).map(({ question }) => question),
    ).toEqual([
      'How do I report a loss?',
      'How does replacing my badge work?',
      'How do I print a badge?',
      'Who decides?',
      'What should I know about opening hours?',
    ])
  })

  it('begins an item with what is right, and leaves what is wrong to its author', () => {
    const number = [passage('Fees', text('A second badge costs 20 euros.'))]
    const { body, warnings } = draft('item', number)
    expect(body).toMatchObject({
      type: 'choose-and-justify',
      task: {
        choice: {
          right: { text: 'A second badge costs 20 euros.' },
          others: [{ text: 'A second badge costs 40 euros.' }, { text: 'A second badge costs 10 euros.' }],
        },
      },
    })
    expect(warnings.length).toBeGreaterThan(0)
    expect(draft('item', number, 'order').parts).toBe(0)
  })

  it('says that there is nothing where there is nothing', () => {
    const { parts, warnings } = draft('decision', [passage('Prose', text('Badges are blue.'))])
    expect([parts, warnings.length]).toEqual([0, 1])
  })

  const folder = dataSet('18f-handbook/pages/pages/travel-and-leave')
  it.skipIf(!folder)('of real pages says only what they say, as their kind takes it', () => {
    let [sentences, parts] = [0, 0]
    for (const path of readdirSync(folder ?? '').filter((file) => file.endsWith('.md'))) {
      const read = readDocument({ path, content: readFileSync(join(folder ?? '', path)), today: '2026-11-22' })
      if (read.state === 'refused') continue
      const passages = read.body.passages.map(({ id, ...rest }) => ({
        ...rest,
        document: read.id,
        title: read.body.title,
        passage: id,
      }))
      const all = passages.flatMap((each) => splitSentences(each.text)).join(' ')
      for (const format of ['steps', 'checklist', 'onboarding-module'] as const) {
        const made = draft(format, passages)
        if (made.parts === 0) continue
        contentKind(made.kind).check(made.body)
        parts += made.parts
        for (const sentence of saidParts(made.kind, made.body).flatMap((part) => part.sentences)) {
          sentences++
          if (!sentence.includes(' | ') && !all.includes(sentence)) expect.soft(sentence).toBe('in the page')
        }
      }
    }
    expect(parts).toBeGreaterThan(20)
    expect(sentences).toBeGreaterThan(100)
  })
})
