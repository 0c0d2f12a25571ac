import { readFileSync } from 'node:fs'
import type * as v from 'valibot'
import { AppError, parseJson, textOf } from '#core/base'

/** @throws {AppError} `bad-input` naming the file */
export function readText(path: string): string {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw new AppError('bad-input', `${path} cannot be read; give the path of an existing file.`, cause)
  }
  return textOf(bytes, path)
}

/** One JSON value a line. @throws {AppError} `bad-input` naming file and line */
export function readJsonLines<T extends v.GenericSchema>(path: string, schema: T): v.InferOutput<T>[] {
  return readText(path)
    .split('\n')
    .flatMap((line, i) => (line.trim() ? [parseJson(schema, line, `${path}, line ${i + 1}`)] : []))
}
