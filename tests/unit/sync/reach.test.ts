import { expect, it } from 'vitest'
import { reachOf } from '../../../sync/studio/reach.ts'

const nowMs = Date.parse('2026-11-22T12:00:00Z')
const device = (person: string, department: string | null) => ({ person, department, release: 1, heardMs: nowMs })
const departments = (devices: ReturnType<typeof device>[]) =>
  reachOf(devices, () => true, false, nowMs).departments.map((line) => line.department)

it('a department is told of from five people on, however many devices they have', () => {
  const people = (department: string, count: number, devices: number) =>
    Array.from({ length: count * devices }, (_, at) => device(`${department}-${at % count}`, department))
  expect(departments([...people('desk', 5, 1), ...people('shop', 6, 1)])).toEqual(['shop', 'desk'])
  // six devices of three people are three people
  expect(departments([...people('desk', 3, 2), ...people('shop', 8, 1)])).toEqual([])
  expect(departments([...people('desk', 3, 2), ...people('van', 2, 2), ...people('shop', 8, 1)])).toEqual([
    'shop',
    null,
  ])
})
