/** What looks like a real person's data in a case that should be made up. */
export interface PersonalTrace {
  kind: 'e-mail' | 'phone' | 'card' | 'iban'
  text: string
}

const EMAIL = /[\p{L}\p{N}._%+-]+@([\p{L}\p{N}-]+\.)+\p{L}{2,}/gu
const PHONE = /(?<![\p{L}\p{N}])(?:\+|00)?\d[\d\s()./-]{6,}\d(?![\p{L}\p{N}])/gu
const CARD = /(?<!\d)(?:\d[ -]?){13,19}(?!\d)/g
const IBAN = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![\p{L}\p{N}])/gu

/** Domains that belong to nobody (RFC 2606, RFC 6761). */
const MADE_UP = /@([\p{L}\p{N}-]+\.)*(example|test|invalid|localhost|example\.(com|org|net))$/iu

/**
 * Looks for e-mail addresses, phone numbers, card numbers and IBANs. Card numbers and IBANs count where their check digits are
 * right (Luhn, ISO 7064 mod 97-10): made-up ones seldom are. Names are not looked for: a made-up one reads like a real one.
 *
 * @returns each once, in the order of the list above; a warning, never a proof
 */
export function personalTraces(text: string): PersonalTrace[] {
  const cards = found(text, CARD).filter((each) => isLuhn(digits(each)))
  const ibans = found(text, IBAN).filter(isIban)
  const isWithin = (each: string) => [...cards, ...ibans].some((other) => other.includes(each.trim()))
  return [
    ...of(
      'e-mail',
      found(text, EMAIL).filter((each) => !MADE_UP.test(each)),
    ),
    ...of(
      'phone',
      found(text, PHONE).filter((each) => isPhone(each) && !isWithin(each)),
    ),
    ...of('card', cards),
    ...of('iban', ibans),
  ]
}

const found = (text: string, pattern: RegExp): string[] =>
  [...new Set(text.match(pattern) ?? [])].map((each) => each.trim())
const of = (kind: PersonalTrace['kind'], texts: readonly string[]): PersonalTrace[] =>
  texts.map((text) => ({ kind, text }))
const digits = (text: string): string => text.replace(/\D/g, '')

/** A date, an amount or an order number is none: seven to fifteen digits (E.164), grouped or with a country or area code. */
function isPhone(text: string): boolean {
  const n = digits(text).length
  const isDate = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(text)
  return n >= 7 && n <= 15 && !isDate && /^(\+|0|\()|[\s()/-]/.test(text)
}

/** Luhn (ISO/IEC 7812-1 annex B). */
function isLuhn(number: string): boolean {
  if (number.length < 13 || number.length > 19 || /^0+$/.test(number)) return false
  const sum = [...number].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

/** ISO 13616: the first four to the end, letters as 10 to 35, remainder by 97 is 1. */
function isIban(text: string): boolean {
  const compact = text.replaceAll(' ', '')
  if (compact.length < 15 || compact.length > 34) return false
  const moved = compact.slice(4) + compact.slice(0, 4)
  const number = moved.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55))
  let remainder = 0
  for (const digit of number) remainder = (remainder * 10 + Number(digit)) % 97
  return remainder === 1
}
