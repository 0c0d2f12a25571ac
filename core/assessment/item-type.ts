import type * as v from 'valibot'
import { type FieldFault, faultsOf, parse } from '#core/base'
import type { Block, Field, item } from '#core/content'
import type { EmbeddedText } from '#core/embedding'
import type { AnswerControl, ItemOutcome } from '../engine-api.ts'
import type { EvidenceAnswer } from './rubric/answer-evidence.ts'

export type ItemBody = ReturnType<typeof item.parse>

/** Text to unit vectors; the item types need no more of the embedder than this. Absent where the model cannot run. */
export type Embed = (texts: readonly string[]) => Promise<readonly Float32Array[]>

export interface ScoringWorld {
  embed?: Embed | undefined
  /** the same with what the model made of each token; absent where only whole texts can be embedded */
  embedTokens?: ((texts: readonly string[]) => Promise<readonly EmbeddedText[]>) | undefined
  /** answers to the same item that a person scored, in vectors of the same model */
  evidence?: readonly EvidenceAnswer[] | undefined
}

/** What a learner sees of a task: never anything from which the key could be read. */
export interface Presentation {
  blocks: Block[]
  control: AnswerControl
}

/** What can be asked of any item type; its task and response types stay inside the closures. */
export interface ItemType {
  readonly type: string
  /** an answer is made (written, worked out, put right, done) and not only told from others that are shown */
  readonly produces: boolean
  /** how a task of it is written */
  readonly form: readonly Field[]
  /** all that keeps a task from being saved */
  faults(task: unknown): FieldFault[]
  /** @throws {AppError} `bad-input` */
  check(task: unknown): void
  /** @param seed orders options; the same seed gives the same order, so a reload changes nothing */
  present(task: unknown, seed: number): Presentation
  /** the whole task with its key, for those who sign it */
  review(task: unknown): Block[]
  /** @throws {AppError} `bad-input` when the response does not answer this task */
  score(task: unknown, response: unknown, world: ScoringWorld): Promise<ItemOutcome>
  readonly examples: readonly { task: unknown; response: unknown; correct: boolean }[]
}

interface Definition<T extends v.GenericSchema, R extends v.GenericSchema> {
  type: string
  produces: boolean
  form: readonly Field[]
  taskSchema: T
  responseSchema: R
  present(task: v.InferOutput<T>, seed: number): Presentation
  review(task: v.InferOutput<T>): Block[]
  score(task: v.InferOutput<T>, response: v.InferOutput<R>, world: ScoringWorld): Promise<ItemOutcome>
  /** `correct` is what scoring the response must say, with no embedder at hand or with one */
  examples: readonly { task: v.InferInput<T>; response: v.InferInput<R>; correct: boolean }[]
}

/** An item type describes itself in one file of `items/`, plus one line in `items.ts`. */
export function defineItemType<T extends v.GenericSchema, R extends v.GenericSchema>(
  definition: Definition<T, R>,
): ItemType {
  const { type, taskSchema, responseSchema } = definition
  const read = (task: unknown): v.InferOutput<T> => parse(taskSchema, task, `task of type ${type}`)
  return {
    type,
    produces: definition.produces,
    form: definition.form,
    faults: (task) => faultsOf(taskSchema, task),
    check: (task) => void read(task),
    present: (task, seed) => definition.present(read(task), seed),
    review: (task) => definition.review(read(task)),
    score: async (task, response, world) =>
      definition.score(read(task), parse(responseSchema, response, `response to a ${type} item`), world),
    examples: definition.examples,
  }
}
