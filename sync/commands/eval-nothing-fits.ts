import { defineCommand } from 'citty'
import { AppError } from '#core/base'
import { answerFit, auroc, BUILT_IN_THRESHOLD, type Hit, isAnswer } from '#core/retrieval'
import { type OpenCollection, openCollection } from './eval-collection.ts'
import { openEmbedder } from './eval-embedder.ts'
import { printResult } from './eval-output.ts'
import { COLLECTIONS, readCollection } from './eval-read-collection.ts'

/** A person looks at so many. */
const FIRST = 3
const best = (hits: readonly Hit[], of: (hit: Hit) => number) => Math.max(0, ...hits.slice(0, FIRST).map(of))

/** What could tell an answer from none; `fit` is what ships. */
const scores: Readonly<Record<string, (hits: readonly Hit[]) => number>> = {
  fit: answerFit,
  cosine: (hits) => best(hits, ({ dense }) => dense ?? 0),
  coverage: (hits) => best(hits, ({ coverage }) => coverage),
}

interface Answers {
  /** questions with a right page among the first three hits */
  right: Hit[][]
  /** all questions, their right pages taken out */
  gone: Hit[][]
  /** questions of other collections over other pages */
  foreign: Hit[][]
}

/**
 * How well scores tell a question that has an answer from the same questions without their pages, and from questions about something
 * else. AUROC by collection; for what a search says at the threshold both error rates.
 */
export async function evalNothingFits(names: readonly string[], threshold: number, words: boolean) {
  if (names.length === 0) throw new AppError('bad-input', 'Name at least one collection; see --help.')
  const collections = names.map(readCollection)
  const embedder = words ? null : openEmbedder()
  try {
    const open: OpenCollection[] = []
    for (const collection of collections) open.push(await openCollection(collection, { embedder }))
    const each = open.map((one) =>
      answersOf(
        one,
        open.filter((other) => isForeign(one, other)),
      ),
    )
    return {
      threshold,
      collections: each.map((answers, i) => ({ name: collections[i]?.name ?? '', ...figures(answers, threshold) })),
      together: figures(
        {
          right: each.flatMap(({ right }) => right),
          gone: each.flatMap(({ gone }) => gone),
          foreign: each.flatMap(({ foreign }) => foreign),
        },
        threshold,
      ),
    }
  } finally {
    embedder?.close()
  }
}

function answersOf(open: OpenCollection, others: readonly OpenCollection[]): Answers {
  const answers: Answers = { right: [], gone: [], foreign: [] }
  open.eachQuestion(({ text, grades, out }, vector) => {
    const taken = out.size + grades.size
    const found = open.index.search({ text, limit: FIRST + taken, ...(vector && { vector }) })
    const hits = found.filter(({ id }) => !out.has(id))
    const isRight = ({ id }: Hit) => (grades.get(id) ?? 0) > 0
    if (hits.slice(0, FIRST).some(isRight)) answers.right.push(hits)
    answers.gone.push(hits.filter((hit) => !isRight(hit)))
  })
  for (const { collection, vectors } of others)
    for (const [i, { text }] of collection.questions.entries()) {
      const vector = vectors[i]
      answers.foreign.push(open.index.search({ text, limit: FIRST, ...(vector && { vector }) }))
    }
  return answers
}

/** Collections over the same pages ask about the same things. */
const isForeign = (one: OpenCollection, other: OpenCollection) =>
  one.collection.pages[0]?.id !== other.collection.pages[0]?.id

function figures({ right, gone, foreign }: Answers, threshold: number) {
  const share = (answers: readonly Hit[][], offered: boolean) =>
    answers.length > 0 ? answers.filter((hits) => isAnswer(hits, threshold) === offered).length / answers.length : null
  return {
    questions: gone.length,
    answered: right.length,
    auroc: Object.fromEntries(
      Object.entries(scores).map(([name, score]) => [
        name,
        {
          gone: auroc(right.map(score), gone.map(score)),
          foreign: foreign.length > 0 ? auroc(right.map(score), foreign.map(score)) : null,
        },
      ]),
    ),
    falseSilence: share(right, false),
    falseOfferGone: share(gone, true),
    falseOfferForeign: share(foreign, true),
  }
}

export const evalNothingFitsCommand = defineCommand({
  meta: { name: 'nothing-fits', description: 'Telling questions that have an answer from those that have none' },
  args: {
    collection: { type: 'positional', description: COLLECTIONS, required: true },
    threshold: {
      type: 'string',
      default: String(BUILT_IN_THRESHOLD.fit),
      description: 'fit at or above which an answer is offered, 0-1',
    },
    words: { type: 'boolean', default: false, description: 'by words alone, as before the model is there' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => {
    const result = await evalNothingFits(args._, Number(args.threshold), args.words)
    if (args.json) printResult(result, true)
    else
      for (const { name, ...rest } of [...result.collections, { name: 'together', ...result.together }])
        print(name, rest)
  },
})

function print(name: string, { auroc: by, ...rest }: ReturnType<typeof figures>): void {
  console.log(`${name}:`)
  const flat = Object.entries(by).flatMap(([score, { gone, foreign }]) => [
    [`AUROC ${score}, page taken out`, gone] as const,
    [`AUROC ${score}, other subject`, foreign] as const,
  ])
  printResult({ ...Object.fromEntries(flat), ...rest }, false)
}
