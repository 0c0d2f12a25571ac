import { createTransformersEmbedder } from '#core/adapters/transformers'
import { loadScoringModel, scoreAnswer, textsToEmbed } from '#core/assessment'
import type { EmbeddedText } from '#core/embedding'
import { builtModel } from '../support/model.ts'
import type { Row } from './row.ts'

const ROUNDS = 60
const EVIDENCE = 50
const task = {
  question: 'A customer wants 80 back for a lamp and has no receipt. What do you do, and why?',
  references: [
    'I ask my team lead to approve the refund, because it is above 50.',
    'The team lead has to approve it before any money moves, since there is no receipt.',
    'Above 50 without a receipt a supervisor decides, so I hand it over.',
  ],
}
const answerOf = (i: number) =>
  `I would call the team lead over because ${80 + i} is more than I may pay out on my own.`

/** Scoring an answer of some twenty words in Node, beside its embedding, which is made once whatever is asked of it. */
export async function bench(): Promise<Row[]> {
  const embedder = createTransformersEmbedder({ modelRoot: builtModel() })
  const model = await loadScoringModel()
  const embedded = new Map<string, EmbeddedText>()
  const look = (text: string) => embedded.get(text) ?? { pooled: new Float32Array(), tokens: [] }
  const [embedMs, plainMs, evidenceMs]: number[][] = [[], [], []]
  const timed = (into: number[] | undefined, begun: number) => void into?.push(performance.now() - begun)
  for (let i = 0; i < ROUNDS; i++) {
    const asked = { ...task, answer: answerOf(i) }
    for (const text of textsToEmbed(asked).filter((each) => !embedded.has(each))) {
      const begun = performance.now()
      const [made] = (await embedder.embedTokens?.([text])) ?? []
      timed(embedMs, begun)
      if (made) embedded.set(text, made)
    }
    let begun = performance.now()
    const { vector } = scoreAnswer(asked, look, model)
    timed(plainMs, begun)
    const evidence = Array.from({ length: EVIDENCE }, (_, k) => ({
      vector: vector.map((x, d) => x + ((d * k) % 7) / 99),
      score: k % 2,
    }))
    begun = performance.now()
    scoreAnswer({ ...asked, evidence }, look, model)
    timed(evidenceMs, begun)
  }
  const [embedding, plain, withEvidence] = [embedMs, plainMs, evidenceMs].map((list) => median(list ?? []))
  const ratio = (value = 0) => `${(value / (embedding || 1)).toFixed(2)} x embedding`
  return [
    { name: 'an answer embedded, Node', value: embedding ?? 0, unit: 'ms' },
    { name: 'an answer scored, three references', value: plain ?? 0, unit: 'ms', ratio: ratio(plain) },
    {
      name: `an answer scored, with ${EVIDENCE} scored ones`,
      value: withEvidence ?? 0,
      unit: 'ms',
      ratio: ratio(withEvidence),
    },
  ]
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
