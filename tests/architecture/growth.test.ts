import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { itemTypes } from '#core/assessment'
import { contentKinds, type Draft, draftBody, type Field, type Form, fitDraft } from '#core/content'
import { matchers, type Signals } from '#core/context'
import { eventKinds } from '#core/events'
import { root } from './source-files.ts'

interface GrowthFolder {
  folder: string
  /** where its one line is */
  registry: string
  /** the name of each entry, and what checks its examples */
  entries: { name: string; examples: readonly unknown[]; check(example: unknown): void | Promise<void> }[]
}

const silentPage: Signals = {
  host: 'tool.example',
  pathShape: '/',
  title: '',
  headings: [],
  labels: [],
  focused: null,
  banners: [],
  controls: [],
  groups: [],
  seconds: 0,
}

/** The four places where the system grows, each one file and one line. */
const folders: GrowthFolder[] = [
  {
    folder: 'core/content/kinds',
    registry: 'core/content/registry.ts',
    entries: contentKinds.map((kind) => ({
      name: kind.kind,
      examples: kind.examples,
      check(example) {
        kind.check(example)
        expect(kind.title(example)).not.toBe('')
        expect(kind.searchText(example).join('')).not.toBe('')
        if (kind.readable) expect(kind.view(example)).not.toEqual([])
        expectForm(kind.form, example, (body) => kind.check(body))
      },
    })),
  },
  {
    folder: 'core/context/matchers',
    registry: 'core/context/registry.ts',
    entries: matchers.map((matcher) => ({
      name: matcher.matcher,
      examples: matcher.examples,
      check(example) {
        const { rule, signals, matches } = example as (typeof matcher.examples)[number]
        matcher.check(rule)
        expect(matcher.match(rule, { ...silentPage, ...signals })).toBe(matches)
        expect(matcher.reads).not.toEqual([])
      },
    })),
  },
  {
    folder: 'core/assessment/items',
    registry: 'core/assessment/items.ts',
    entries: itemTypes.map((type) => ({
      name: type.type,
      examples: type.examples,
      async check(example) {
        const { task, response, correct } = example as (typeof type.examples)[number]
        type.check(task)
        expectForm(type.form, task, (body) => type.check(body))
        expect(type.present(task, 1).blocks).not.toEqual([])
        expect((await type.score(task, response, {})).correct).toBe(correct)
      },
    })),
  },
  {
    folder: 'core/events/kinds',
    registry: 'core/events/registry.ts',
    entries: eventKinds.map((kind) => ({
      name: kind.kind,
      examples: kind.examples,
      check: (example) => void kind.parse(example),
    })),
  },
]

/** What is opened in its form and saved untouched stays allowed, and the form asks for everything the example holds. */
function expectForm(form: Form, example: unknown, check: (body: unknown) => void) {
  if (form === 'own') return
  const body = example as Draft
  check(draftBody(form, fitDraft(form, body)))
  expect(unasked(form, body), 'add a field to the form, or edit it elsewhere and say so in `byOtherMeans`').toEqual([])
}

/** Written by the drafting, kept by the editor; steps of a placement are pointed at; an item's type is chosen before its form. */
const byOtherMeans = ['brief', 'unsourced', 'made', 'steps', 'type']

function unasked(form: readonly Field[], body: Draft): string[] {
  const asked = new Set(form.map(({ name }) => name))
  return Object.keys(body).filter((name) => !asked.has(name) && !byOtherMeans.includes(name))
}

describe.each(folders)('$folder', ({ folder, registry, entries }) => {
  const names = readdirSync(join(root, folder)).map((file) => basename(file, '.ts'))

  it('has one file and one line for each name', () => {
    const listed = entries.map((entry) => entry.name)
    const unlisted = names.filter((name) => !listed.includes(name))
    expect(unlisted, `add a line to ${registry} for ${unlisted.join(', ')}, or name the file after its kind`).toEqual(
      [],
    )
    const fileless = listed.filter((name) => !names.includes(name))
    expect(fileless, `${registry} lists names that have no file ${folder}/<name>.ts`).toEqual([])
    expect(new Set(listed).size, `${registry} lists a name twice`).toBe(listed.length)
  })

  it.each(entries)('$name shows examples that pass its own checks', async ({ examples, check }) => {
    expect(examples.length, `give ${folder} at least one example`).toBeGreaterThan(0)
    for (const example of examples) await check(example)
  })
})
