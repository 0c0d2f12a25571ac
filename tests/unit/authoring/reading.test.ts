import { describe, expect, it } from 'vitest'
import { citedWords, difference, type GivenNote, readLines, standingRequest } from '#core/authoring'
import type { Block } from '#core/content'

const steps = (...items: string[]): Block[] => [{ block: 'steps', items }]
const read = (a: Block[], b: Block[]) => readLines(difference(a, b))

describe('a changed line', () => {
  it('is one line with the words that changed', () => {
    const [line] = read(steps('Refund up to 40 on one order'), steps('Refund up to 50 on one order'))
    expect(line).toEqual({
      change: 'changed',
      text: 'Refund up to 50 on one order',
      pieces: [
        { change: 'same', text: 'Refund up to' },
        { change: 'removed', text: ' 40' },
        { change: 'added', text: ' 50' },
        { change: 'same', text: ' on one order' },
      ],
    })
  })

  it('that has little in common is one removed and one added', () => {
    const lines = read(steps('Refund up to 40'), steps('Ask the duty manager before you promise anything'))
    expect(lines.map(({ change }) => change)).toEqual(['removed', 'added'])
  })

  it('keeps the order: what was added before it stays before it', () => {
    const lines = read(
      steps('Look at the amount', 'Ask above 50'),
      steps('Look at the amount', 'Write down the order number of the customer', 'Ask above 70'),
    )
    expect(lines.map(({ change, text }) => `${change} ${text}`)).toEqual([
      'same Look at the amount',
      'added Write down the order number of the customer',
      'changed Ask above 70',
    ])
  })

  it('loses no line, whatever changed', () => {
    const [a, b] = [steps('one two three', 'four five', 'six'), steps('four five', 'one two 3', 'seven eight')]
    const lines = read(a, b)
    const after = lines.flatMap((line) => (line.change === 'removed' ? [] : [line.text]))
    expect(after).toEqual(['four five', 'one two 3', 'seven eight'])
  })
})

describe('cited words', () => {
  const passage = 'A clerk may refund up to £50 on one order.\nAbove that, the team lead decides.'
  const marked = (...said: string[]) => citedWords(passage, said).map(([start, end]) => passage.slice(start, end))

  it('are stretches of three words or more that stand in both, whatever their case', () => {
    expect(marked('If up to £50 on ONE order, pay it back')).toEqual(['up to £50 on one order'])
    expect(marked('Above that, the team lead decides')).toEqual(['Above that, the team lead decides'])
  })

  it('are none where two words meet by chance', () => {
    expect(marked('On one day the clerk called')).toEqual([])
  })

  it('may be a short text as a whole', () => {
    expect(marked('team lead')).toEqual(['team lead'])
  })
})

describe('a request for changes', () => {
  const sha256 = 'a'.repeat(64)
  const note = (act: GivenNote['act'], person: string, more: Partial<GivenNote> = {}): GivenNote => ({
    act,
    person,
    sha256,
    text: 'why',
    at: '2026-11-01T00:00:00.000Z',
    ...more,
  })

  it('stands for its bytes, also when somebody comments after it', () => {
    expect(standingRequest([note('changes-requested', 'sue'), note('comment', 'amira')], sha256)?.person).toBe('sue')
  })

  it('is answered by other bytes, and taken back only by who made it', () => {
    expect(standingRequest([note('changes-requested', 'sue', { sha256: 'b'.repeat(64) })], sha256)).toBeNull()
    expect(
      standingRequest([note('changes-requested', 'sue'), note('request-withdrawn', 'lena')], sha256),
    ).not.toBeNull()
    expect(standingRequest([note('changes-requested', 'sue'), note('request-withdrawn', 'sue')], sha256)).toBeNull()
  })
})
