import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { itemTypes } from '#core/assessment'
import { contentKinds } from '#core/content'
import { matchers } from '#core/context'
import { eventKinds } from '#core/events'
import { migrations } from '../../sync/schema.ts'
import { entryNames } from '../../sync/studio/release-content.ts'
import { root } from './source-files.ts'

const frozen: Record<string, string[]> = JSON.parse(readFileSync(join(root, 'tests/golden/shipped-names.json'), 'utf8'))

const tables = [...migrations.join('\n').matchAll(/create table (\w+)/g)].map((match) => match[1] ?? '')
const stores = [
  ...readFileSync(join(root, 'core/adapters/dexie/databases.ts'), 'utf8').matchAll(/stores\(\{([^}]*)\}/g),
].flatMap((match) => [...(match[1] ?? '').matchAll(/(\w+):/g)].map((name) => name[1] ?? ''))

const now: Record<string, string[]> = {
  contentKinds: contentKinds.map((kind) => kind.kind),
  matchers: matchers.map((matcher) => matcher.matcher),
  itemTypes: itemTypes.map((type) => type.type),
  eventKinds: eventKinds.map((kind) => kind.kind),
  tables,
  stores,
  derivedEntries: Object.values(entryNames),
}

it.each(Object.keys(now))('%s that shipped keep their names, and new ones are written down', (what) => {
  const [shipped, present] = [frozen[what] ?? [], now[what] ?? []]
  const gone = shipped.filter((name) => !present.includes(name))
  expect(gone, 'a shipped name is never renamed nor reused: bring it back, and add the new one beside it').toEqual([])
  const fresh = present.filter((name) => !shipped.includes(name))
  expect(fresh, `add to ${what} in tests/golden/shipped-names.json`).toEqual([])
})
