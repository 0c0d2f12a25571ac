import { describe, expect, it } from 'vitest'
import {
  conflictOf,
  DUPLICATE,
  duplicateScore,
  isEnglish,
  mayDiffer,
  readCopyText,
  SHOWN,
  type Side,
  shingleSketch,
  statementsOf,
  typedSigns,
} from '#core/consistency'
import { toSide } from '../../support/consistency/sides.ts'

const idf = () => 4
const compare = (a: string, b: string) => conflictOf(toSide(a), toSide(b), idf)

describe('two sentences', () => {
  it.each([
    [
      'duration',
      'Refund requests are answered within 30 days of the return.',
      'Refund requests are answered within 14 days of the return.',
    ],
    [
      'duration',
      'Keep the signed forms for one year after the sale.',
      'Keep the signed forms for eighteen months after the sale.',
    ],
    [
      'frequency',
      'The door code of the stock room changes every week.',
      'The door code of the stock room changes monthly.',
    ],
    [
      'money:£',
      'Refunds above £50 are approved by the shift lead.',
      'Refunds above £100 are approved by the shift lead.',
    ],
    [
      'percent',
      'The discount for returned goods is 50 % now and 80 % later.',
      'The discount for returned goods is 80 percent now and 80 percent later.',
    ],
    ['time', 'The till is counted at 6 pm by the shift lead.', 'The till is counted at 19:00 by the shift lead.'],
    ['date', 'Annual reports are due on 31 March in the office.', 'Annual reports are due on April 30 in the office.'],
    ['count', 'Two reviewers look at every refund procedure.', 'Three reviewers look at every refund procedure.'],
    [
      'negation',
      'Customers can return opened goods without a receipt.',
      'Customers cannot return opened goods without a receipt.',
    ],
    ['opposite', 'Goods are checked before the refund is paid.', 'Goods are checked after the refund is paid.'],
    [
      'modal',
      'You must record the serial number of the returned device.',
      'You should record the serial number of the returned device.',
    ],
    ['modal', 'Staff need to lock the drawer at noon.', 'Staff do not need to lock the drawer at noon.'],
    [
      'negation',
      'You will receive donated leave as it is donated to you.',
      'You will not get donated leave as it is donated to you.',
    ],
  ])('that differ in a %s are found to: %s', (kind, a, b) => {
    const conflict = compare(a, b)
    expect(conflict?.difference.type === 'value' ? conflict.difference.kind : conflict?.difference.type).toBe(kind)
    expect(conflict?.score(0.9)).toBeGreaterThan(SHOWN)
  })

  it.each([
    [
      '1 year is 12 months',
      'Keep the signed forms for 1 year after the sale.',
      'Keep the signed forms for twelve months after the sale.',
    ],
    [
      '30 days are a month',
      'Refunds are paid within 30 days of the return.',
      'Refunds are paid within a month of the return.',
    ],
    ['weekly is every week', 'The code changes weekly at the door.', 'The code changes every week at the door.'],
    ['6 pm is 18:00', 'The till is counted at 6 pm sharp.', 'The till is counted at 18:00 sharp.'],
    ['a value inside a range', 'Refunds take 3 to 5 days to arrive.', 'Refunds take 4 days to arrive.'],
    [
      'a negation inside a condition',
      'If the receipt is not there, ask the shift lead.',
      'Ask the shift lead if the receipt is there.',
    ],
    [
      'a duty is denied at the end of one of them',
      'Alt text is not necessary for a decorative image.',
      'For a decorative image, alt text is not necessary.',
    ],
    [
      'two strengths of one duty stand in both',
      'You may be required to enter the password every time.',
      'Please note that you may be required to enter the password every time.',
    ],
    ['"not only" denies nothing', 'Returns are not only for damaged goods.', 'Returns are for damaged goods.'],
    [
      'version numbers and codes are names',
      'Use form A-12 with version 2.1.0 here.',
      'Use form B-14 with version 3.0.1 here.',
    ],
  ])('are no conflict where %s', (_, a, b) => {
    expect(compare(a, b)).toBeNull()
  })

  it('are read whenever they differ: their signs exclude no difference', () => {
    const sentences = [
      'Refunds above £50 are approved by the shift lead.',
      'Refunds above £100 are approved by the shift lead.',
      'Refunds above the limit are not approved by the shift lead.',
      'Refunds must be approved by the shift lead within 3 days.',
      'Refunds may be approved by the shift lead within 3 days.',
      'Refunds need not be approved by the shift lead.',
      'Refunds are paid before the shift lead approves them.',
      'Refunds are unpaid after the shift lead approves them.',
      'The shift lead looks at parcels at the counter.',
    ].map(toSide)
    const signs = sentences.map(({ statement }) => typedSigns(statement.rule))
    let differing = 0
    for (const [i, a] of sentences.entries())
      for (const [j, b] of sentences.entries()) {
        if (conflictOf(a, b, idf) === null) continue
        differing++
        expect(
          mayDiffer(signs[i] ?? 0, signs[j] ?? 0),
          `${a.statement.rule.skeleton} | ${b.statement.rule.skeleton}`,
        ).toBe(true)
      }
    expect(differing).toBeGreaterThan(20)
    expect(mayDiffer(signs[8] ?? 0, signs[0] ?? 0)).toBe(false)
  })

  it('about different things are scored low, whatever their vectors say', () => {
    const conflict = compare(
      'The coding exercise takes 90 minutes for the candidate.',
      'The canteen closes for cleaning 60 minutes after lunch.',
    )
    expect(conflict?.score(0.3) ?? 0).toBeLessThan(SHOWN)
  })
})

it('questions, addresses and code are no statements', () => {
  const block = (text: string) => ({ id: 'p', path: [], blocks: [{ block: 'text' as const, text }], text, sha256: '' })
  const passages = [
    block(
      'Is the refund paid within 30 days? See https://shop.example/a/b for more. const x = { a: 1 }; if (x) { y() }',
    ),
    block('The refund is paid within 30 days. It is paid to the card, e.g. Visa or Master.'),
  ]
  expect(statementsOf({ passages }).map(({ text }) => text)).toEqual([
    'The refund is paid within 30 days.',
    'It is paid to the card, e.g. Visa or Master.',
  ])
})

describe('copies', () => {
  const words = Array.from({ length: 120 }, (_, i) => `word${i}`)
  const text = readCopyText(words.join(' '))
  const edited = readCopyText(words.map((word, i) => (i % 5 < 2 ? `other${i}` : word)).join(' '))
  const unrelated = readCopyText(Array.from({ length: 120 }, (_, i) => `else${i}`).join(' '))
  it('are told from other texts by words, word pairs and vectors together', () => {
    expect(duplicateScore(text, text, 1)).toBeCloseTo(1)
    expect(duplicateScore(text, edited, 0.95)).toBeGreaterThan(DUPLICATE)
    expect(duplicateScore(text, unrelated, 0.89)).toBeLessThan(DUPLICATE)
  })
  it('share a part of their sketches when two words in five were changed', () => {
    const sketch = new Set(shingleSketch(text.shingles))
    expect(shingleSketch(edited.shingles).filter((hash) => sketch.has(hash)).length).toBeGreaterThan(0)
    expect(shingleSketch(unrelated.shingles).some((hash) => sketch.has(hash))).toBe(false)
  })
})

it.each(['a', 'a@', 'a@a.', '.', 'A. ', '[', '12 ', 'http://'])(
  'a passage of nothing but %j is read in time that grows with its length',
  (piece) => {
    const startMs = performance.now()
    const text = piece.repeat(200_000 / piece.length)
    statementsOf({ passages: [{ id: 'x', path: [], blocks: [{ block: 'text', text }] }] })
    expect(performance.now() - startMs).toBeLessThan(2000)
  },
)

it('a mail address is no part of a sentence, what stands around it is', () => {
  const read = (text: string) =>
    statementsOf({ passages: [{ id: 'x', path: [], blocks: [{ block: 'text', text }] }] }).map((each) => each.text)
  expect(read('Write to me@x.org, or (desk@y.co.uk) before the parcel leaves.')).toEqual([
    'Write to , or ) before the parcel leaves.',
  ])
})

it('only English is read for rules', () => {
  expect(
    isEnglish(
      'The refund is paid to the card that was used for the order, and the customer is told by email on the same day it is sent from our own office desk here.',
    ),
  ).toBe(true)
  expect(
    isEnglish(
      'Die Rückzahlung erfolgt auf die Karte, mit welcher bestellt wurde, sobald unsere Buchhaltung ihren Eingang bestätigt hat und niemand mehr widerspricht, spätestens jedoch nach vierzehn Tagen ohne weitere Nachricht durch unser freundliches Team im Erdgeschoss.',
    ),
  ).toBe(false)
})

it('a side keeps where its sentence stands', () => {
  const side: Side = toSide('Refunds are paid within 30 days of the return.')
  expect(side.statement.rule.values).toMatchObject([{ kind: 'duration', value: '2592000' }])
})
