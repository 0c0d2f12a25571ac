import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { sha256Hex } from '#core/base'
import { embeddingModels } from '#core/embedding'
import { buildModel } from '../../../sync/model/index.ts'

const out = mkdtempSync(join(tmpdir(), 'handrail-model-'))
afterAll(() => rmSync(out, { recursive: true }))
const fileHash = (name: string) => sha256Hex(readFileSync(join(out, 'handrail-minilm', name)))

test('the model built from the npm package has the known bytes', () => {
  const hashes = buildModel({ out, log: () => {} })
  expect(hashes).toEqual({ int8Sha256: embeddingModels.int8.sha256, exactSha256: embeddingModels.exact.sha256 })
  expect(fileHash('onnx/model_quantized.onnx')).toBe(hashes.int8Sha256)
  expect(fileHash('onnx/model.onnx')).toBe(hashes.exactSha256)
}, 60_000)

test('a second build makes only the file that is damaged', () => {
  const damaged = join(out, 'handrail-minilm/onnx/model_quantized.onnx')
  writeFileSync(damaged, 'not a model')
  const lines: string[] = []
  buildModel({ out, log: (line) => lines.push(line) })
  expect(lines).toEqual(['embedding model: onnx/model_quantized.onnx'])
  expect(fileHash('onnx/model_quantized.onnx')).toBe(embeddingModels.int8.sha256)
}, 60_000)

test('the tokenizer does not pad, and cuts at 256 tokens', () => {
  const tokenizer = JSON.parse(readFileSync(join(out, 'handrail-minilm/tokenizer.json'), 'utf8'))
  expect(tokenizer.padding).toBeNull()
  expect(tokenizer.truncation.max_length).toBe(256)
  const config = JSON.parse(readFileSync(join(out, 'handrail-minilm/tokenizer_config.json'), 'utf8'))
  expect(config.model_max_length).toBe(256)
})
