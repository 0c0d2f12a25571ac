/**
 * What a built manifest asks for that was not agreed, or no longer asks for, a sentence each. `version` is left out: it
 * changes with each package and asks for nothing.
 */
export function manifestChanges(agreed: unknown, built: unknown, at = ''): string[] {
  if (at === 'version') return []
  if (isRecord(agreed) && isRecord(built))
    return [...new Set([...Object.keys(agreed), ...Object.keys(built)])].flatMap((key) =>
      manifestChanges(agreed[key], built[key], at ? `${at}.${key}` : key),
    )
  if (Array.isArray(agreed) && Array.isArray(built))
    return [
      ...built.filter((one) => !has(agreed, one)).map((one) => `${at} now asks for ${JSON.stringify(one)}`),
      ...agreed.filter((one) => !has(built, one)).map((one) => `${at} no longer asks for ${JSON.stringify(one)}`),
    ]
  if (JSON.stringify(agreed) === JSON.stringify(built)) return []
  if (agreed === undefined) return [`${at} is new: ${JSON.stringify(built)}`]
  if (built === undefined) return [`${at} is gone; it was ${JSON.stringify(agreed)}`]
  return [`${at} was ${JSON.stringify(agreed)} and is ${JSON.stringify(built)}`]
}

/** Said where the list is not empty. */
export const manifestChanged =
  'A change of the manifest is a change of trust: agree on it, say it in docs/permissions-and-privacy.md, then write it into tests/golden/extension-manifest.json.'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const has = (list: readonly unknown[], one: unknown) =>
  list.some((each) => JSON.stringify(each) === JSON.stringify(one))
