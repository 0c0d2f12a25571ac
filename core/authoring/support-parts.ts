import { splitSentences } from '#core/consistency'
import {
  type Block,
  blockText,
  item,
  jobAid,
  type Made,
  onboardingModule,
  type PassageRef,
  processGuide,
} from '#core/content'

/** What a part of an object says, sentence by sentence, and what it rests on. */
export interface SaidPart {
  /** for a person: "Part 2", "Step 3", a question */
  part: string
  made: Made | null
  sources: readonly PassageRef[]
  sentences: readonly string[]
  /** labels and titles: what they say of numbers counts, their words are free */
  labels: readonly string[]
  /** where it sends people: web and mail */
  addresses: readonly string[]
}

/** @throws {AppError} `bad-input` for a body its kind does not take */
export function saidParts(kind: string, body: unknown): SaidPart[] {
  if (kind === jobAid.kind) {
    const { parts, title, task } = jobAid.parse(body)
    const all = parts.map((part, at) => saidOf(`Part ${at + 1}`, part.blocks, part))
    return [
      {
        part: 'Title and task',
        made: null,
        sources: parts.flatMap((part) => part.sources),
        sentences: [],
        labels: [title, task],
        addresses: [],
      },
      ...all,
    ]
  }
  if (kind === processGuide.kind) {
    const { steps, title, task } = processGuide.parse(body)
    return [
      {
        part: 'Title and task',
        made: null,
        sources: steps.flatMap((step) => step.sources),
        sentences: [],
        labels: [title, task],
        addresses: [],
      },
      ...steps.map(({ text, detail, short, sources, made }, at) => ({
        part: `Step ${at + 1}`,
        made: made ?? null,
        sources,
        sentences: [text, detail ?? '', short ?? ''].flatMap(splitSentences).filter(Boolean),
        labels: [],
        addresses: addressesIn(`${text} ${detail ?? ''}`),
      })),
    ]
  }
  if (kind === onboardingModule.kind) {
    const { faq, quickReference, walkthrough } = onboardingModule.parse(body)
    return [
      ...faq.map(({ question, answer }) => saidOf(`“${question}”`, answer.blocks, answer)),
      ...(quickReference ? [saidOf('Quick reference', quickReference.blocks, quickReference)] : []),
      ...(walkthrough ? [saidOf('Walkthrough', walkthrough.blocks, walkthrough)] : []),
    ]
  }
  if (kind === item.kind) {
    const { task, sources, made } = item.parse(body)
    return [
      {
        part: 'What counts as right',
        made: made ?? null,
        sources,
        sentences: rightOf(task).flatMap(splitSentences),
        labels: [],
        addresses: [],
      },
    ]
  }
  return []
}

function saidOf(
  part: string,
  blocks: readonly Block[],
  of: { sources: PassageRef[]; made?: Made | undefined },
): SaidPart {
  const labels = blocks.flatMap((block) =>
    block.block === 'heading' || block.block === 'image' ? blockText(block) : [],
  )
  const sentences = blocks.flatMap((block): string[] => {
    switch (block.block) {
      case 'heading':
      case 'image':
        return []
      case 'decision':
        return block.rows.map((row) => `If ${row.when}: ${row.do}`)
      case 'table':
        return block.rows.map((row) => row.join(' | '))
      case 'do-dont':
        return [...block.do.flatMap(splitSentences), ...block.dont.map((text) => `Do not: ${text}`)]
      default:
        return blockText(block).flatMap(splitSentences)
    }
  })
  return { part, made: of.made ?? null, sources: of.sources, sentences, labels, addresses: blocks.flatMap(addressesOf) }
}

const addressesOf = (block: Block): string[] => [
  ...(block.block === 'link' ? [block.href] : []),
  ...blockText(block).flatMap(addressesIn),
]
const addressesIn = (text: string): string[] =>
  (text.match(/https?:\/\/\S+|[^\s@]+@[^\s@]+\.\w+/gi) ?? []).map((address) => address.replace(/[.,;:)\]]+$/, ''))

/** Cases are invented and wrong answers are meant to be wrong; what is taught as right must be supported. */
function rightOf(task: Record<string, unknown>): string[] {
  const textOf = (value: unknown): string[] =>
    typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string' ? [value.text] : []
  const rightIn = (value: unknown): string[] =>
    typeof value === 'object' && value !== null && 'right' in value ? textOf(value.right) : []
  return [...(Array.isArray(task.steps) ? task.steps.flatMap(textOf) : []), ...rightIn(task.choice)]
}
