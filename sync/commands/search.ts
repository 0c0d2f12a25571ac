import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { contentKind, contentKinds } from '#core/content'
import { objectKey } from '#core/releases'
import { BUILT_IN_THRESHOLD, embedPages, type Hit, indexPages, isAnswer, objectPage, type Where } from '#core/retrieval'
import { withOperator } from '../client.ts'
import { openEmbedder } from './eval-embedder.ts'
import { createProgress } from './eval-output.ts'

const Objects = v.array(
  v.object({ kind: v.string(), id: v.string(), version: v.number(), state: v.string(), body: v.unknown() }),
)
const Quality = v.object({
  threshold: v.nullable(v.object({ fit: v.number() })),
  synonyms: v.array(v.array(v.string())),
})

interface Question {
  text: string
  limit: number
  where: Where
  /** only objects in this state; all where left out */
  state: string | undefined
}
type Found = Hit & { kind: string; title: string; version: number; state: string; excerpt: string }

/** Longest excerpt, characters. */
const EXCERPT = 240
/** Shown when nothing fits, for who wants to look all the same. */
const NEAREST = 3

/**
 * Searches the newest version of every object of the organisation, drafts and incomplete documents included: a tool for authors.
 * Synonyms are those of now, the threshold is the published release's.
 */
async function searchObjects({ text, limit, where, state }: Question): Promise<{ fits: boolean; hits: Found[] }> {
  const { objects, quality } = await withOperator(async (operator) => ({
    objects: parse(Objects, await operator.get('/v1/studio/objects?bodies=1'), 'objects'),
    quality: parse(Quality, await operator.get('/v1/studio/search-quality'), 'search quality'),
  }))
  checkWhere(where, objects)
  const shown = (kind: string) => where.kinds?.includes(kind) || contentKind(kind).readable
  const wanted = objects.filter((object) => shown(object.kind) && (state === undefined || object.state === state))
  const pages = wanted.map((object) => objectPage(objectKey(object), object))
  const embedder = openEmbedder()
  try {
    const vectors = await embedPages(pages, embedder, { onProgress: createProgress('embedding') })
    const [vector] = await embedder.embed([text])
    const { synonyms, threshold } = quality
    const index = indexPages(pages, vectors, { synonyms })
    const found = index.search({ text, limit: Math.max(limit, NEAREST), where, ...(vector && { vector }) })
    const fits = isAnswer(found, threshold?.fit ?? BUILT_IN_THRESHOLD.fit)
    const byKey = new Map(wanted.map((object, i) => [objectKey(object), { object, page: pages[i] }]))
    const hits = found.slice(0, fits ? limit : Math.min(limit, NEAREST)).flatMap((hit) => {
      const { object, page } = byKey.get(hit.id) ?? {}
      if (!object || !page) return []
      const passage = hit.part === null ? '' : (page.passages[hit.part]?.text ?? '')
      const excerpt = passage.replace(/\s+/g, ' ').slice(0, EXCERPT)
      const { kind, id, version } = object
      return { ...hit, kind, id, title: page.title, version, state: object.state, excerpt }
    })
    return { fits: fits && hits.length > 0, hits }
  } finally {
    embedder.close()
  }
}

export const search = defineCommand({
  meta: { name: 'search', description: 'Find documents and learning objects by words and meaning' },
  args: {
    query: { type: 'positional', description: 'words or a question', required: true },
    limit: { type: 'string', default: '10', description: 'how many, 1-100' },
    kind: { type: 'string', description: 'only this kind, e.g. job-aid; several with commas, here and below' },
    role: { type: 'string', description: 'only what is meant for this role' },
    competency: { type: 'string', description: 'only what serves this competency' },
    state: { type: 'string', description: 'only draft, in-review, approved, released or incomplete' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  async run({ args }) {
    const limit = Number(args.limit)
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      throw new AppError('bad-usage', '--limit takes a whole number from 1 to 100.')
    const text = args.query.trim()
    if (text === '') throw new AppError('bad-usage', 'Say what to search for: a word, or a question.')
    const where = { kinds: listOf(args.kind), roles: listOf(args.role), competencies: listOf(args.competency) }
    const { fits, hits } = await searchObjects({ text, limit, where, state: stateOf(args.state) })
    if (args.json) return console.log(JSON.stringify({ query: args.query, fits, hits }))
    if (!fits) console.log(hits.length > 0 ? 'Nothing fits. These come closest:' : 'Nothing fits.')
    for (const hit of hits) {
      console.log(`${hit.title}  (${hit.kind} ${hit.id}, version ${hit.version}, ${hit.state})`)
      console.log(`  ${hit.why.join('; ')}`)
      if (hit.excerpt) console.log(`  ${hit.excerpt}`)
    }
  },
})

const listOf = (text: string | undefined): string[] => text?.split(',').map((one) => one.trim()) ?? []

/** @throws {AppError} `bad-usage` for a kind, role or competency that no object of the organisation knows */
function checkWhere({ kinds, roles, competencies }: Where, objects: v.InferOutput<typeof Objects>): void {
  const named = (kind: string) => objects.filter((object) => object.kind === kind).map(({ id }) => id)
  const known = (of: 'roles' | 'competencies') => objects.flatMap(({ kind, body }) => contentKind(kind)[of](body))
  checkOption(
    '--kind',
    kinds,
    contentKinds.map(({ kind }) => kind),
  )
  checkOption('--role', roles, [...named('role-profile'), ...known('roles')])
  checkOption('--competency', competencies, [...named('competency'), ...known('competencies')])
}

function checkOption(option: string, asked: readonly string[] | undefined, known: readonly string[]): void {
  const unknown = asked?.find((one) => !known.includes(one))
  if (unknown === undefined) return
  const all = [...new Set(known)].sort()
  const names = all.length === 0 ? 'nothing: no object names one yet' : all.join(', ')
  throw new AppError('bad-usage', `${option} does not know "${unknown}"; it takes ${names}.`)
}

const states = ['draft', 'in-review', 'approved', 'released', 'incomplete']
function stateOf(state: string | undefined): string | undefined {
  if (state === undefined || states.includes(state)) return state
  throw new AppError('bad-usage', `--state takes one of ${states.join(', ')}.`)
}
