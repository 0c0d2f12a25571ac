import { itemTypes } from '#core/assessment'
import type { FieldFault } from '#core/base'
import { contentKind, type Draft } from '#core/content'
import { checkPlacement } from '#core/context'

/** All that keeps a body from being saved, at the place it stands. */
export function bodyFaults(kind: string, body: Draft): FieldFault[] {
  const faults = contentKind(kind).faults(body)
  if (kind === 'item') {
    const type = itemTypes.find((each) => each.type === body.type)
    const own = type?.faults(body.task) ?? []
    return [...faults, ...own.map(({ path, message }) => ({ path: path === '' ? 'task' : `task.${path}`, message }))]
  }
  if (kind !== 'placement' || faults.length > 0) return faults
  try {
    checkPlacement(body)
    return []
  } catch (error) {
    return [{ path: 'rules', message: error instanceof Error ? error.message : String(error) }]
  }
}
