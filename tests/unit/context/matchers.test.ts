import { describe, expect, it } from 'vitest'
import { matcherFor, matchers, signalWords } from '#core/context'
import { signalsOf } from './page.ts'

describe.each(matchers.map((matcher) => [matcher.matcher, matcher] as const))('the matcher %s', (name, matcher) => {
  it('answers each of its examples as it says', () => {
    expect(matcher.examples.length).toBeGreaterThanOrEqual(2)
    for (const { rule, signals, matches } of matcher.examples) {
      matcher.check(rule)
      expect([rule, signals, matcher.match(rule, signalsOf(signals))]).toEqual([rule, signals, matches])
    }
  })

  it('says in words what it reads, and reads nothing else', () => {
    for (const name of matcher.reads) expect(signalWords[name]).toBeTruthy()
    for (const { rule, signals } of matcher.examples) {
      const only = Object.fromEntries(matcher.reads.map((read) => [read, signals[read] ?? signalsOf()[read]]))
      expect(matcher.match(rule, signalsOf(only))).toBe(matcher.match(rule, signalsOf(signals)))
    }
  })

  it('says in one plain phrase what holds', () => {
    for (const { rule } of matcher.examples) expect(matcher.says(rule)).toMatch(/^[a-z“].{5,160}[^.]$/)
  })

  it('refuses a rule with a field it does not know', () => {
    expect(() => matcherFor(name).check({ ...(matcher.examples[0]?.rule as object), run: 'alert(1)' })).toThrow(
      expect.objectContaining({ code: 'bad-input' }),
    )
  })
})

it('refuses a matcher that is not on the list', () => {
  expect(() => matcherFor('script')).toThrow(expect.objectContaining({ code: 'unknown-matcher' }))
})
