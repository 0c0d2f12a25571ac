import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from '#core/base'
import { matcherFor, rulesForPart, Signals, suggestRules } from '#core/context'
import { signalsOf as page } from './page.ts'

const states = ['work-states', 'work-states-aside'].flatMap((folder) =>
  readdirSync(`tests/golden/${folder}/states`).flatMap((file) => {
    const read = JSON.parse(readFileSync(`tests/golden/${folder}/states/${file}`, 'utf8')) as unknown
    return (Array.isArray(read) ? read : [read]) as { id: string; signals: unknown }[]
  }),
)

it('suggests only rules that fit their schema and hold on the page, the tool first, over all labelled pages', () => {
  expect(states.length).toBeGreaterThan(100)
  let suggested = 0
  for (const { id, signals: raw } of states) {
    const signals = parse(Signals, raw, id)
    const rules = suggestRules(signals)
    expect(rules[0]?.rule.matcher, id).toBe('host')
    expect(new Set(rules.map(({ says }) => says)).size, id).toBe(rules.length)
    for (const { rule, says } of rules) {
      expect(matcherFor(rule.matcher).match(rule, signals), `${id} ${says}`).toBe(true)
      expect(matcherFor(rule.matcher).says(rule)).toBe(says)
      suggested++
    }
  }
  expect(suggested / states.length).toBeGreaterThan(3)
})

describe('what varies from one record to the next', () => {
  const signals = page({
    host: 'Desk.Example.com:8443',
    pathShape: '/tickets/:id/refund',
    title: '1042 Table arrived broken · Desk',
    headings: ['Refund order A-7731 for Jo', 'Conversation'],
    banners: ['Refund above your limit: 50.00 GBP'],
  })
  const says = suggestRules(signals).map((one) => one.says)

  it('is no part of a rule', () => {
    expect(says.slice(0, 2)).toEqual(['you are in desk.example.com:8443', 'this is a page like /tickets/*/refund'])
    expect(says).toContain('a message says “Refund above your limit”')
    expect(says).toContain('the title says “Table arrived broken”')
    expect(says.join()).not.toMatch(/1042|7731|50\.00/)
  })

  it('leaves what an author mostly takes ticked: the tool and the kind of page', () => {
    expect(suggestRules(signals).filter(({ usual }) => usual)).toHaveLength(2)
  })
})

describe('something pointed at', () => {
  const signals = page({
    labels: ['Amount', 'Reason'],
    controls: [
      { role: 'button', name: 'Send refund', testId: 'send' },
      { role: 'dialog', name: 'Sure?', testId: null },
    ],
    groups: [{ name: 'Refund', holds: ['Amount', 'Reason', 'Send refund'] }],
  })
  const saysOf = (part: Parameters<typeof rulesForPart>[0]) => rulesForPart(part, signals).map(({ says }) => says)

  it('gives a field by its label, its neighbours and its focus', () => {
    expect(saysOf({ role: 'textbox', name: 'Amount', testId: null, isField: true })).toEqual([
      'a field says “Amount”',
      '“Amount” stands beside “Refund”',
      'you are in the field “Amount”',
    ])
  })

  it('gives a button or dialog by role and name, by its group, and by the mark of its makers', () => {
    expect(saysOf({ role: 'button', name: 'Send refund', testId: 'send', isField: false })).toEqual([
      'the page has a button “Send refund”',
      '“Send refund” stands beside “Refund”',
      'the page has a part marked “send”',
    ])
    expect(saysOf({ role: 'dialog', name: 'Sure?', testId: null, isField: false })).toEqual([
      'the page has a dialog “Sure”',
    ])
  })

  it('gives nothing for what has no name and no mark', () => {
    expect(saysOf({ role: 'button', name: '', testId: null, isField: false })).toEqual([])
  })
})

it('tells a form what each rule holds, from the matcher’s own schema', () => {
  expect(matcherFor('text-present').fields).toEqual([
    { name: 'text', options: null, optional: false },
    { name: 'where', options: ['title', 'headings', 'labels'], optional: true },
  ])
  expect(matcherFor('element-present').fields.map(({ name }) => name)).toEqual(['role', 'name', 'testId'])
  expect(matcherFor('time-in-state').fields[0]?.options).toContain(30)
})
