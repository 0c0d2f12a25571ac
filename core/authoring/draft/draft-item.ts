import { readRule } from '#core/consistency'
import type { KeptBrief } from '#core/content'
import { stepsIn } from './outline.ts'
import { type DraftPassage, type Section, saidIn, sectionsOf } from './section.ts'
import { ruleOf } from './sort-sentences.ts'

export interface ItemStem {
  type: 'order' | 'choose-and-justify' | 'scenario'
  task: Record<string, unknown>
  passages: DraftPassage[]
  /** what its author still has to write or look at */
  warnings: string[]
}

/**
 * The beginning of an item: what is right, in a passage's words. Reasons and wrong answers are for its author to write.
 *
 * @param type of item; without one, the first the passages have something for
 */
export function itemStem(brief: KeptBrief, passages: readonly DraftPassage[], type?: string): ItemStem | null {
  const sections = passages.flatMap(sectionsOf)
  const makers = { order, 'choose-and-justify': choose, scenario }
  for (const [name, make] of Object.entries(makers)) {
    if (type !== undefined && type !== name) continue
    const stem = make(brief, sections)
    if (stem) return stem
  }
  return null
}

const about = (brief: KeptBrief) => ({ difficulty: 'typical', situation: [brief.context] })

function order(brief: KeptBrief, sections: readonly Section[]): ItemStem | null {
  for (const section of sections) {
    const steps = [...new Set(stepsIn(section).map(({ text }) => text))].slice(0, 9)
    if (steps.length < 3) continue
    return {
      type: 'order',
      task: { ...about(brief), ask: 'Put the steps in order.', steps: steps.map((text) => ({ text, why: '' })) },
      passages: [section.passage],
      warnings: ['Say of each step why it comes where it does.', 'Take out steps whose order does not matter.'],
    }
  }
  return null
}

function choose(brief: KeptBrief, sections: readonly Section[]): ItemStem | null {
  for (const section of sections)
    for (const { text } of saidIn(section)) {
      const wrong = otherNumbers(text)
      if (wrong.length < 2) continue
      const other = (text: string) => ({ text, why: '' })
      return {
        type: 'choose-and-justify',
        task: {
          ...about(brief),
          ask: 'What holds here?',
          choice: { right: other(text), others: wrong.map(other) },
          reasonAsk: 'Why?',
          reason: { right: other(''), others: [other(''), other('')] },
        },
        passages: [section.passage],
        warnings: [
          'The wrong answers are the true one with another number: look at each.',
          'Write the reasons, and what is told after each answer.',
        ],
      }
    }
  return null
}

/** A sentence with its number doubled and halved. */
function otherNumbers(sentence: string): string[] {
  const value = readRule(sentence).values.find(({ start, end }) => /\d/.test(sentence.slice(start, end)))
  if (!value) return []
  const shown = sentence.slice(value.start, value.end)
  const number = Number(/\d[\d,]*(?:\.\d+)?/.exec(shown)?.[0].replaceAll(',', ''))
  if (!(number > 0) || value.kind === 'year' || value.kind === 'date' || value.kind === 'time') return []
  const put = (other: number) =>
    sentence.slice(0, value.start) + shown.replace(/\d[\d,]*(?:\.\d+)?/, String(other)) + sentence.slice(value.end)
  return [...new Set([number * 2, number % 2 === 0 ? number / 2 : number * 3])].map(put)
}

function scenario(brief: KeptBrief, sections: readonly Section[]): ItemStem | null {
  const rules = sections.flatMap((section) =>
    saidIn(section).flatMap(({ text }) => (ruleOf(text)?.side === 'do' ? [{ text, section }] : [])),
  )
  const taken = rules.slice(0, 4)
  if (taken.length === 0) return null
  return {
    type: 'scenario',
    task: {
      ...about(brief),
      ask: 'What do you do, and why?',
      criteria: taken.map(({ text }, at) => ({
        id: `point-${at + 1}`,
        text,
        required: at === 0,
        models: [text, ''],
        met: text,
        missed: text,
      })),
    },
    passages: [...new Set(taken.map(({ section }) => section.passage))],
    warnings: [
      'Write the case with made-up people and numbers, none of them real.',
      'Give each criterion a second sentence that meets it, and what is told when it is met or missed.',
    ],
  }
}
