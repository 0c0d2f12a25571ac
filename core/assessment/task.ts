import * as v from 'valibot'
import { AppError, createRandom, sha256Hex } from '#core/base'
import type { Block, Field } from '#core/content'

export const Words = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(1_000))

/** How hard its author believes an item is, for a person who does this work. Becomes a prior, never a measurement. */
export const Difficulty = v.picklist(['easier', 'typical', 'harder'])
export type Difficulty = v.InferOutput<typeof Difficulty>

/** What every task states: the case, paragraph by paragraph, and the one thing asked. */
export const taskEntries = {
  difficulty: Difficulty,
  situation: v.pipe(v.array(Words), v.minLength(1), v.maxLength(6)),
  ask: Words,
  /** seconds the work itself allows (a caller who waits); most work has no limit, and then none is set */
  timeLimitSeconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(10), v.maxValue(3_600))),
}

/** What every task asks its author for. */
export const taskForm: readonly Field[] = [
  {
    name: 'difficulty',
    type: 'choice',
    label: 'How hard it is for a person who does this work',
    options: [
      { value: 'easier', label: 'Easier than most' },
      { value: 'typical', label: 'Typical' },
      { value: 'harder', label: 'Harder than most' },
    ],
    initial: 'typical',
  },
  {
    name: 'situation',
    type: 'list',
    label: 'The case',
    hint: 'A paragraph each. Everything in it is made up: no real names, numbers or messages.',
    item: { type: 'long-text', max: 1_000 },
    itemLabel: 'Paragraph',
    min: 1,
    max: 6,
  },
  { name: 'ask', type: 'long-text', label: 'The one thing asked', max: 1_000 },
  {
    name: 'timeLimitSeconds',
    type: 'number',
    label: 'Seconds the work itself allows',
    hint: 'Only where the work has a limit, such as a caller who waits. Otherwise leave it empty.',
    optional: true,
    min: 10,
    max: 3_600,
    step: 5,
  },
]

/** Several lines of which each stands for one answer. */
export const textList = (name: string, label: string, itemLabel: string, min: number, max: number): Field => ({
  name,
  type: 'list',
  label,
  item: { type: 'long-text', max: 1_000 },
  itemLabel,
  min,
  max,
})

/** The case; what is asked stands at the control that answers it. */
export const taskBlocks = ({ situation }: { situation: string[] }): Block[] =>
  situation.map((text) => ({ block: 'text', text }))

/** Case and question, for a reviewer, who has no control. */
export const reviewedTask = (task: { situation: string[]; ask: string }): Block[] => [
  ...taskBlocks(task),
  { block: 'heading', text: task.ask, level: 3 },
]

/** Names an option after its words, so that neither a name nor its place tells which one is right. */
export const optionId = (text: string): string => sha256Hex(text).slice(0, 12)

export const shuffledOptions = (texts: readonly string[], seed: number): { id: string; text: string }[] =>
  createRandom(seed).shuffle([...texts].sort().map((text) => ({ id: optionId(text), text })))

/** @throws {AppError} `bad-input` for an answer to another version of the item */
export const unknownOption = (): never => {
  throw new AppError('bad-input', 'This answer names an option the item does not have; open the item again.')
}

export const distinct = (texts: readonly string[]): boolean => new Set(texts).size === texts.length

/** A repeatable number for a name, in [0, 2^32): one attempt always sees the same order. */
export const seedOf = (name: string): number => Number.parseInt(sha256Hex(name).slice(0, 8), 16)
