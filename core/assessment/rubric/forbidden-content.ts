import type { Forbidden } from './criterion.ts'
import { mentions } from './terms.ts'

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u
const PHONE = /(?<![\d.,])(?:\+|00)?\d(?:[ ()/-]*\d){7,13}(?![\d])/
const CARD = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/
/** "the password is Spring2026!", "pw: x1y2", but not "I never ask for a password" */
const PASSWORD =
  /\b(?:password|passcode|pin|pwd|pw)\b(?:\s+(?:is|was|=)|\s*[:=])\s*["“']?(?!not\b|never\b|no\b|the\b|a\b|to\b)[^\s"”']{3,}/i

/**
 * Whether a text holds what it must not. Forms are found by how they look, so that a made-up one counts as well.
 *
 * @returns the words that are meant, or null
 */
export function forbiddenIn(text: string, { what, words }: Forbidden): string | null {
  switch (what) {
    case 'email-address':
      return EMAIL.exec(text)?.[0] ?? null
    case 'card-number': {
      const found = CARD.exec(text)?.[0] ?? null
      return found && passesLuhn(found) ? found : null
    }
    case 'phone-number':
      return PHONE.exec(text)?.[0] ?? null
    case 'password':
      return PASSWORD.exec(text)?.[0] ?? null
    case 'words':
      return words.find((word) => mentions(text, [word])) ?? null
  }
}

/** ISO/IEC 7812: card numbers end in a check digit. */
function passesLuhn(number: string): boolean {
  const digits = [...number.replace(/\D/g, '')].map(Number).reverse()
  const sum = digits.reduce(
    (total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  )
  return sum % 10 === 0
}
