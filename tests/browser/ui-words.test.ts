import { describe, expect, test } from 'vitest'
import { recallReasons } from '#core/releases'
import { emptyResponse, fittingDraft, formatAgo, formatDay, isAnswered, syncWords, wordCount } from '#core/ui'
import { saidFault } from '../../pwa/studio/objects/said-fault.ts'
import { words as releaseWords } from '../../pwa/studio/releases/words.ts'
import { chooseItem, inSync, NOW_MS, orderItem, textItem, unsentOffline } from '../support/engine-states.ts'

const say = (over: Partial<typeof inSync>) => syncWords({ ...inSync, ...over }, NOW_MS)

describe('the sync state in words', () => {
  test('says in sync only when the state is in sync and nothing is unsent', () => {
    expect(say({})).toEqual({ text: 'In sync, 2 min ago', tone: 'good' })
    for (const state of ['waiting', 'offline', 'never', 'syncing', 'error'] as const) {
      expect(say({ state }).text).not.toContain('In sync')
      expect(say({ state }).tone).not.toBe('good')
    }
    expect(say({ unsent: 1, oldestUnsentAtMs: NOW_MS }).tone).not.toBe('good')
  })
  test('names how many entries wait and for how long, also offline', () => {
    expect(syncWords(unsentOffline, NOW_MS).text).toBe('3 entries not sent yet, oldest 2 h')
    expect(say({ state: 'waiting', unsent: 1, oldestUnsentAtMs: NOW_MS - 61_000 }).text).toBe(
      '1 entry not sent yet, oldest 1 min',
    )
  })
  test('repeats the sentence of an error', () => {
    expect(say({ state: 'error', message: 'The disk is full.' }).text).toBe('Not in sync: The disk is full.')
  })
})

describe('dates', () => {
  test('a calendar day is that day in every time zone and follows the locale', () => {
    expect(formatDay('2027-03-01', 'en-GB')).toBe('1 March 2027')
    expect(formatDay('2027-03-01', 'en-US')).toBe('March 1, 2027')
    expect(formatDay('2027-03-01', 'de')).toBe('1. März 2027')
  })
  test('what is not a date is shown as it is', () => {
    expect(formatDay('next spring', 'en')).toBe('next spring')
  })
  test('a moment ahead of this clock is just now, never a negative age', () => {
    expect(formatAgo(NOW_MS + 5_000_000, NOW_MS)).toBe('just now')
    expect(formatAgo(NOW_MS - 3 * 86_400_000, NOW_MS)).toBe('3 days ago')
  })
})

describe('a release in words', () => {
  test('says how many devices have it, are reached and hide what was withdrawn', () => {
    expect(releaseWords.objects(1)).toBe('1 object')
    expect(releaseWords.devices(3, 12)).toBe('on 3 of 12 devices')
    expect(releaseWords.reached(1, 1)).toBe('1 of 1 device reached')
    expect(releaseWords.hidden(2)).toBe('2 devices hide it since the lease ended')
  })
  test('lets the learning team choose the reason in the words people are told', () => {
    expect(releaseWords.reasons.unsafe).toBe('Following it could do harm')
    expect(Object.keys(releaseWords.reasons)).toEqual([...recallReasons])
  })
})

describe('a fault of a field in words', () => {
  test('where nothing stands yet it is missing, whatever the schema expects; else it says what is wrong', () => {
    const body = { title: '', steps: [{ text: 'Look' }, { text: '' }], minutes: null, parts: ['one'] }
    const said = (path: string) => saidFault(body, { path, message: 'must have at least 2 entries' })
    for (const path of ['title', 'steps.1.text', 'steps.4.text', 'minutes', 'other'])
      expect(said(path)).toBe('This is still missing.')
    expect(said('parts')).toBe('Must have at least 2 entries.')
  })
})

describe('a response', () => {
  test('words are counted in any script, punctuation alone is none', () => {
    expect(wordCount('  one, two — three  ')).toBe(3)
    expect(wordCount('раз два')).toBe(2)
    expect(wordCount(' ... ')).toBe(0)
  })
  test('an untouched text, choice or order is not an answer', () => {
    expect(isAnswered(textItem.control, emptyResponse(textItem.control))).toBe(false)
    expect(isAnswered(chooseItem.control, emptyResponse(chooseItem.control))).toBe(false)
    expect(isAnswered(orderItem.control, emptyResponse(orderItem.control))).toBe(false)
  })
  test('a choice needs its reason too', () => {
    const half = { answer: 'choose-and-justify', choice: 'b', reason: '' } as const
    expect(isAnswered(chooseItem.control, half)).toBe(false)
    expect(isAnswered(chooseItem.control, { ...half, reason: 'r1' })).toBe(true)
  })
  test('an order with a step missing or twice is not an answer', () => {
    expect(isAnswered(orderItem.control, { answer: 'order', order: ['a', 'b', 'c'] })).toBe(false)
    expect(isAnswered(orderItem.control, { answer: 'order', order: ['a', 'b', 'c', 'c'] })).toBe(false)
  })
  test('a draft of an older version of the item is put aside', () => {
    const old = { answer: 'order', order: ['a', 'gone'] } as const
    expect(fittingDraft(orderItem.control, { ...old, order: [...old.order] })).toEqual(emptyResponse(orderItem.control))
    expect(fittingDraft(textItem.control, { answer: 'text', text: 'kept' })).toEqual({ answer: 'text', text: 'kept' })
  })
})
