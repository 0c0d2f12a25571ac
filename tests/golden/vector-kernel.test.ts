import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { assembleKernel, kernelBytesFile } from '../support/vector-kernel.ts'

test('the bytes of the vector scan are its text assembled', async () => {
  const message = 'run node --import tsx tests/support/write-vector-kernel.ts after a change of vector-kernel.wat'
  expect(readFileSync(kernelBytesFile, 'utf8'), message).toBe(await assembleKernel())
})
