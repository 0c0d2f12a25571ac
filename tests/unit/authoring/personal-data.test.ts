import { describe, expect, it } from 'vitest'
import { personalTraces } from '#core/authoring'

describe('what looks like a real person’s data', () => {
  it.each([
    ['e-mail', 'Write to mira.holm@larkfield.co.uk today.', 'mira.holm@larkfield.co.uk'],
    ['phone', 'Her number is +44 20 7946 0958.', '+44 20 7946 0958'],
    ['phone', 'Call 0161 496 0000 first.', '0161 496 0000'],
    ['card', 'Card 4111 1111 1111 1111 was used.', '4111 1111 1111 1111'],
    ['iban', 'Pay to GB29 NWBK 6016 1331 9268 19 please.', 'GB29 NWBK 6016 1331 9268 19'],
  ])('finds %s in “%s”', (kind, text, found) => {
    expect(personalTraces(text)).toEqual([{ kind, text: found }])
  })

  it.each([
    'Order 10045 of 2026-05-04, 80.00 pounds.',
    'Write to mira@example.com or desk@larkfield.example.',
    'Reference 4111 1111 1111 1112 has wrong check digits.',
    'Answer within 30 minutes, at most 3 times a day.',
    'GB29 NWBK 6016 1331 9268 18 fails its check.',
  ])('lets “%s” pass as made up', (text) => {
    expect(personalTraces(text).filter(({ kind }) => kind !== 'phone')).toEqual([])
  })

  it('takes neither a date nor an amount for a phone number', () => {
    expect(personalTraces('On 04.05.2026 we paid 1200 to order 1004567.')).toEqual([])
  })
})
