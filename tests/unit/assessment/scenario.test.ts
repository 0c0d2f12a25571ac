import { describe, expect, it } from 'vitest'
import { type Embed, scoreItem } from '#core/assessment'
import { item } from '#core/content'

/** A stand-in for the model: the same words, the same direction. Enough to tell which evidence is used for what. */
const wordVectors: Embed = async (texts) =>
  texts.map((text) => {
    const vector = new Float32Array(512)
    for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) {
      let hash = 7
      for (const char of word) hash = (hash * 31 + char.charCodeAt(0)) % 512
      vector[hash] = 1
    }
    return vector
  })

const body = item.parse({
  title: 'A lamp for 80',
  type: 'scenario',
  competency: 'handle-refund',
  subCompetencies: ['refund-limits'],
  sources: [{ document: 'refunds', passage: 'limits.1', sha256: '0'.repeat(64) }],
  task: {
    difficulty: 'typical',
    situation: ['A customer wants 80 back for a lamp that came with a broken foot.'],
    ask: 'What do you do with this refund and what do you tell the customer?',
    criteria: [
      {
        id: 'asks-lead',
        text: 'The team lead approves first',
        models: ['I ask the team lead to approve the refund', 'The team lead has to approve it first'],
        wrong: ['I send the money back today'],
        mentions: [['team lead', 'supervisor']],
        met: 'Right.',
        missed: 'Above 50 the team lead approves.',
      },
      {
        id: 'kind',
        text: 'Says sorry',
        required: false,
        models: ['I say sorry to the customer', 'I apologise for the broken foot'],
        met: 'Kind.',
        missed: 'A word of regret helps.',
      },
    ],
  },
})
const score = (text: string, embed?: Embed) => scoreItem(body, { answer: 'text', text }, { embed })

describe('a scenario answer', () => {
  it('is correct when every required criterion is met, and scores the others', async () => {
    const outcome = await score('I ask the team lead to approve the refund.', wordVectors)
    expect(outcome).toMatchObject({ state: 'scored', correct: true, score: 0.5 })
    const all = await score('I say sorry to the customer. I ask the team lead to approve the refund.', wordVectors)
    expect(all).toMatchObject({ correct: true, score: 1 })
  })

  it('quotes the sentence a verdict rests on', async () => {
    const outcome = await score('Good morning to you. I ask the team lead to approve the refund!', wordVectors)
    expect(outcome.criteria[0]).toMatchObject({
      verdict: 'met',
      feedback: 'Right.',
      quote: 'I ask the team lead to approve the refund!',
    })
  })

  it('finds the clause in a long sentence', async () => {
    const outcome = await score(
      'It is a lot of money, so I ask the team lead to approve the refund, and meanwhile I look after my other tickets.',
      wordVectors,
    )
    expect(outcome.correct).toBe(true)
  })

  it('is missed when people do the wrong thing instead, and quotes it', async () => {
    const outcome = await score('I send the money back today because she waited.', wordVectors)
    expect(outcome).toMatchObject({ state: 'scored', correct: false, score: 0 })
    expect(outcome.criteria[0]).toMatchObject({ verdict: 'missed', quote: expect.stringContaining('money back today') })
  })

  it('goes to a person when it says the opposite of what is looked for', async () => {
    const outcome = await score('I do not ask the team lead to approve the refund.', wordVectors)
    expect(outcome).toMatchObject({ state: 'abstained', correct: false, score: 0 })
    expect(outcome.criteria[0]?.verdict).toBe('unsure')
  })

  it('reads past a no to something else', async () => {
    const outcome = await score(
      'No, I do not refund it myself, I ask the team lead to approve the refund.',
      wordVectors,
    )
    expect(outcome.correct).toBe(true)
  })

  it('goes to a person when it is only a list of the right words', async () => {
    const outcome = await score('team lead approve refund limit supervisor approval money', wordVectors)
    expect(outcome.state).toBe('abstained')
  })

  it('gains nothing by repeating the task, even where the task says what is right', async () => {
    const told = 'A colleague says that the team lead has to approve it first.'
    const telling = { ...body, task: { ...body.task, situation: [told] } }
    const outcome = (text: string) => scoreItem(telling, { answer: 'text', text }, { embed: wordVectors })
    expect(await outcome(told)).toMatchObject({ state: 'scored', correct: false, score: 0 })
    expect(
      await outcome('For me the team lead has to say yes, so I ask the team lead to approve the refund.'),
    ).toMatchObject({
      correct: true,
    })
  })

  it.each(['', '   ', '?!', 'ok'])('is not correct when it says nothing: "%s"', async (text) => {
    expect(await score(text, wordVectors)).toMatchObject({ state: 'scored', correct: false, score: 0 })
  })

  it('refuses more than 2,000 characters', async () => {
    await expect(score('a'.repeat(2001))).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('without a model', () => {
  it('rests on the words a criterion names', async () => {
    expect(await score('I would get my supervisor involved before paying.')).toMatchObject({ correct: true })
    expect(await score('I would simply pay her the money back.')).toMatchObject({ state: 'scored', correct: false })
  })

  it('hands over what words alone cannot tell', async () => {
    const outcome = await score('I would never bother the team lead with this.')
    expect(outcome.state).toBe('abstained')
  })
})
