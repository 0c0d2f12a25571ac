import { afterEach, expect, it, vi } from 'vitest'
import { AppError } from '#core/base'
import { endWith } from '../../../sync/exit-code.ts'

const before = process.exitCode
afterEach(() => {
  process.exitCode = before
  vi.restoreAllMocks()
})

it.each([
  ['blocked', 1],
  ['not-ready', 1],
  ['refused', 1],
  ['bad-input', 2],
  ['offline', 3],
])('a command that ends with %s ends with %i', (code, exit) => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  endWith(new AppError(code, 'Said in one sentence.'))
  expect(process.exitCode).toBe(exit)
})
