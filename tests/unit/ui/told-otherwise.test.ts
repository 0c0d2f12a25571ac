import { expect, it } from 'vitest'
import { toldOtherwise } from '../../../core/ui/review/told-otherwise.ts'

const aid = (id: string, version: number, change: 'new' | 'changed' | 'same') =>
  ({ kind: 'job-aid', id, version, title: id.toUpperCase(), change }) as const
const told = (id: string, change: 'new' | 'changed' | 'removed', version: number | null) => ({
  kind: 'job-aid',
  id,
  title: id,
  change,
  version,
  was: null,
  roles: [],
  lines: null,
})
const release = {
  version: 4,
  objects: [aid('limit', 3, 'changed'), aid('proof', 1, 'new'), aid('parcel', 2, 'same')],
  removed: [{ kind: 'job-aid', id: 'old' }],
}

it('names what the signed text brings and nobody told of', () => {
  expect(toldOtherwise(release, { version: 4, changes: [told('limit', 'changed', 3)] })).toEqual([
    { kind: 'job-aid', id: 'proof', title: 'PROOF', change: 'new' },
    { kind: 'job-aid', id: 'old', title: 'old', change: 'removed' },
  ])
})

it('finds nothing where both say the same', () => {
  const changes = [told('limit', 'changed', 3), told('proof', 'new', 1), told('old', 'removed', null)]
  expect(toldOtherwise(release, { version: 4, changes })).toEqual([])
})

it.each([
  ['another version than is signed', { version: 4, changes: [told('limit', 'changed', 2)] }],
  ['something that is not in it', { version: 4, changes: [told('foreign', 'new', 1)] }],
  ['that something went which is still in it', { version: 4, changes: [told('parcel', 'removed', null)] }],
  ['of another release', { version: 5, changes: [] }],
])('does not let anybody sign where the server tells %s', (_, said) => {
  expect(toldOtherwise(release, said)).toBeNull()
})
