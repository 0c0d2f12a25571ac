const rules = new Intl.PluralRules('en')

/** @returns the singular or plural of an English word for `n`; `many` defaults to the word with an s */
export function plural(n: number, one: string, many = `${one}s`): string {
  return rules.select(n) === 'one' ? one : many
}
