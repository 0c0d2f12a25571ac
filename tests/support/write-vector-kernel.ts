import { writeFileSync } from 'node:fs'
import { assembleKernel, kernelBytesFile } from './vector-kernel.ts'

writeFileSync(kernelBytesFile, await assembleKernel())
