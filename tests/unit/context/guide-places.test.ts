import { expect, it } from 'vitest'
import { describe as describeAnchor } from '#core/anchors'
import { checkPlacement, isWalkable, placeOn, readGuidePlaces } from '#core/context'
import { signalsOf } from './page.ts'

const facts = {
  role: 'link',
  name: 'Escalate',
  label: null,
  testId: null,
  attributes: {},
  path: ['main', 'list'],
  heading: 'Actions',
  neighbours: [],
  around: [],
  item: null,
}
const anchor = describeAnchor(facts, { language: 'en', elements: [facts] })
const body = {
  title: 'Hand over',
  aid: { kind: 'process-guide', id: 'hand-over' },
  reason: 'the note is missing',
  rules: [
    { matcher: 'host', host: 'desk.example.com' },
    { matcher: 'banner-says', text: 'missing' },
  ],
  steps: [
    { id: 'escalate', step: 0, where: [{ matcher: 'path', pattern: '/tickets/*' }], anchor },
    { id: 'team', step: 1, anchor },
  ],
}
const places = readGuidePlaces('hand-over', body)

it('looks for a step where the tool and all its rules hold, whatever makes the guide be offered', () => {
  if (!places) throw new Error('no places')
  const ticket = signalsOf({ host: 'desk.example.com', pathShape: '/tickets/:id', banners: [] })
  expect(placeOn(places, 'escalate', ticket)).toMatchObject({ id: 'escalate', step: 0 })
  expect(placeOn(places, 'escalate', { ...ticket, pathShape: '/settings' })).toBe('elsewhere')
  expect(placeOn(places, 'team', { ...ticket, pathShape: '/settings' })).toMatchObject({ id: 'team' })
  expect(placeOn(places, 'team', { ...ticket, host: 'other.example.com' })).toBe('elsewhere')
  expect(placeOn(places, 'unknown', ticket)).toBe('elsewhere')
})

it('can be walked in the tool its host rule names, and in no other', () => {
  expect(places && isWalkable(places, 'desk.example.com:8443')).toBe(true)
  expect(places && isWalkable(places, 'example.com')).toBe(false)
})

it.each([
  ['no tool is named', { ...body, rules: [{ matcher: 'path', pattern: '/tickets' }] }, /host/],
  ['an anchor is none', { ...body, steps: [{ id: 'a', step: 0, anchor: { v: 2 } }] }, /anchor of "a"/],
  [
    'a rule of a step is unknown',
    { ...body, steps: [{ id: 'a', step: 0, where: [{ matcher: 'xpath' }], anchor }] },
    /xpath/,
  ],
  [
    'two places have one id',
    { ...body, steps: [body.steps[0], { ...body.steps[1], id: 'escalate' }] },
    /id of its own/,
  ],
  ['a step has two places', { ...body, steps: [body.steps[0], { ...body.steps[1], step: 0 }] }, /at most once/],
  ['the aid is not a guide', { ...body, aid: { kind: 'job-aid', id: 'x' } }, /process guide/],
])('refuses a placement where %s', (_, wrong, message) => {
  expect(() => checkPlacement(wrong)).toThrow(message)
})

it('reads a placement without steps as one that is only offered', () => {
  const { steps: _, ...offered } = body
  expect(readGuidePlaces('hand-over', offered)).toBeNull()
})
