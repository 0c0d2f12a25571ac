import * as v from 'valibot'
import { AppError, parseJson, textOf, utf8 } from '#core/base'

/** Beyond so many of an item, the oldest make way: what more would add was not measurable. */
export const MOST_EVIDENCE = 200

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Kappa = v.pipe(v.number(), v.minValue(-1), v.maxValue(1))
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1))
const Day = v.pipe(v.string(), v.isoDate())

/** How far the machine's scores agreed with people's on one item, over answers both had scored by themselves. */
export const Agreement = v.object({
  n: Count,
  /** quadratic weighted kappa over the points an answer can have, and its 90 % interval */
  qwk: Kappa,
  low: Kappa,
  high: Kappa,
  /** share of answers with exactly the same points */
  exact: Share,
  /** of the last answer in it */
  on: Day,
})
export type Agreement = v.InferOutput<typeof Agreement>

/** With `n` read answers as evidence the machine judged `right` of the `of` criteria of other answers as a person had. */
const CurvePoint = v.object({ n: Count, right: Share, of: Count })
export type CurvePoint = v.InferOutput<typeof CurvePoint>

const Verdicts = v.record(v.string(), v.picklist(['met', 'missed']))
const Head = v.object({
  typ: v.literal('answer-evidence'),
  /** the embedding model of the vectors; null where there are none */
  model: v.nullable(v.string()),
  dimensions: Count,
  /** in the order of their vectors */
  items: v.record(
    v.string(),
    v.object({
      agreement: v.nullable(Agreement),
      curve: v.array(CurvePoint),
      answers: v.pipe(v.array(Verdicts), v.maxLength(MOST_EVIDENCE)),
    }),
  ),
})

/** An answer that a person scored: neither a word of it nor who gave it. */
export interface EvidenceAnswer {
  /** `quantise` of the pooled vector of its text */
  vector: Int8Array
  verdicts: Readonly<Record<string, 'met' | 'missed'>>
}

/** What people said of answers to one item. */
export interface ItemEvidence {
  agreement: Agreement | null
  /** how well the machine does with more evidence; [] while there is too little to tell */
  curve: readonly CurvePoint[]
  answers: readonly EvidenceAnswer[]
}

/** The release's derived entry `answer-evidence`. */
export interface AnswerEvidence {
  model: string | null
  items: ReadonlyMap<string, ItemEvidence>
}

export const noAnswerEvidence: AnswerEvidence = { model: null, items: new Map() }

/** One line of JSON, then the vectors, a byte a number: about 0.4 KB an answer. */
export function writeAnswerEvidence({ model, items }: AnswerEvidence): Uint8Array {
  const all = [...items].sort(([a], [b]) => (a < b ? -1 : 1))
  const vectors = all.flatMap(([, { answers }]) => answers.map(({ vector }) => vector))
  const dimensions = vectors[0]?.length ?? 0
  const head: v.InferOutput<typeof Head> = {
    typ: 'answer-evidence',
    model,
    dimensions,
    items: Object.fromEntries(
      all.map(([id, { agreement, curve, answers }]) => [
        id,
        { agreement, curve: [...curve], answers: answers.map(({ verdicts }) => ({ ...verdicts })) },
      ]),
    ),
  }
  const line = utf8(`${JSON.stringify(head)}\n`)
  const bytes = new Uint8Array(line.length + vectors.length * dimensions)
  bytes.set(line)
  for (const [i, vector] of vectors.entries())
    bytes.set(new Uint8Array(vector.buffer, vector.byteOffset, vector.length), line.length + i * dimensions)
  return bytes
}

/** @throws {AppError} `bad-input` */
export function readAnswerEvidence(bytes: Uint8Array): AnswerEvidence {
  const end = bytes.indexOf(10)
  const head = parseJson(Head, textOf(bytes.subarray(0, Math.max(end, 0)), 'answer evidence'), 'answer evidence')
  const { model, dimensions } = head
  let at = end + 1
  const items = Object.entries(head.items).map(([id, { agreement, curve, answers }]): [string, ItemEvidence] => [
    id,
    {
      agreement,
      curve,
      answers: answers.map((verdicts) => {
        const vector = Int8Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + at, dimensions))
        at += dimensions
        return { vector, verdicts }
      }),
    },
  ])
  if (at !== bytes.length)
    throw new AppError('bad-input', 'answer evidence: its vectors do not fit what it says of them')
  return { model, items: new Map(items) }
}
