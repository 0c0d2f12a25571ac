/**
 * How deep data nests: 0 for a plain value, 1 for a flat object or list. Looks no deeper than one level below `limit`, so that
 * hostile nesting cannot exhaust the stack.
 */
export function depthOf(value: unknown, limit: number): number {
  if (typeof value !== 'object' || value === null) return 0
  if (limit < 0) return 1
  let deepest = 0
  for (const entry of Object.values(value)) deepest = Math.max(deepest, depthOf(entry, limit - 1))
  return deepest + 1
}
