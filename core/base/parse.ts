import * as v from 'valibot'
import { AppError } from './app-error.ts'
import { saidIssue } from './said-issue.ts'

/**
 * The only door for data from disk, network, message, release, model or page.
 *
 * @param what names the thing in the sentence a person will read, e.g. 'sync reply' or 'job-aid refund-limits'
 * @throws {AppError} `bad-input`, naming the first field that does not fit
 */
export function parse<T extends v.GenericSchema>(schema: T, value: unknown, what: string): v.InferOutput<T> {
  const result = v.safeParse(schema, value, { abortEarly: true })
  if (result.success) return result.output
  const issue = result.issues[0]
  const path = v.getDotPath(issue)
  throw new AppError('bad-input', `${what}: ${path ? `"${path}": ` : ''}${saidIssue(issue)}`)
}

/** Parses JSON text, then the schema. @throws {AppError} `bad-input` for both */
export function parseJson<T extends v.GenericSchema>(schema: T, text: string, what: string): v.InferOutput<T> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new AppError('bad-input', `${what}: not valid JSON`, cause)
  }
  return parse(schema, value, what)
}

/** Where a value does not fit, for the field of a form that stands there: `parts.0.sources`. */
export interface FieldFault {
  /** keys and places, joined by dots; '' for the whole */
  path: string
  message: string
}

/** Everything that does not fit, where `parse` names the first only. */
export function faultsOf(schema: v.GenericSchema, value: unknown): FieldFault[] {
  const result = v.safeParse(schema, value)
  return result.success
    ? []
    : result.issues.map((issue) => ({ path: v.getDotPath(issue) ?? '', message: saidIssue(issue) }))
}
