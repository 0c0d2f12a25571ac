import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { objectText } from '#core/knowledge'
import { embedPages, type Hit, indexPages, type SearchPage, toSearchPage } from '#core/retrieval'
import { createOperator } from '../client.ts'
import { openEmbedder } from './eval-embedder.ts'
import { createProgress } from './eval-output.ts'

const Objects = v.array(
  v.object({ kind: v.string(), id: v.string(), version: v.number(), state: v.string(), body: v.unknown() }),
)
type Found = Hit & { kind: string; title: string; version: number; state: string; excerpt: string }

/** Longest excerpt, characters. */
const EXCERPT = 240

/** Searches the newest version of every object of the organisation, drafts and incomplete documents included: a tool for authors. */
async function searchObjects(query: string, limit: number): Promise<Found[]> {
  const objects = await readObjects()
  const keyOf = ({ kind, id }: { kind: string; id: string }) => `${kind}:${id}`
  const pages = objects.map((object): SearchPage => {
    const path = object.kind === 'document' ? object.id : undefined
    return toSearchPage({ id: keyOf(object), ...objectText(object.kind, object.body), ...(path && { path }) })
  })
  const embedder = openEmbedder()
  try {
    const vectors = await embedPages(pages, embedder, { onProgress: createProgress('embedding') })
    const [vector] = await embedder.embed([query])
    const hits = indexPages(pages, vectors).search({ text: query, limit, ...(vector && { vector }) })
    const byKey = new Map(objects.map((object, i) => [keyOf(object), { object, page: pages[i] }]))
    return hits.flatMap((hit) => {
      const { object, page } = byKey.get(hit.id) ?? {}
      if (!object || !page) return []
      const text = page.passages.find(({ id }) => id === hit.passage)?.text ?? ''
      const excerpt = text.replace(/\s+/g, ' ').slice(0, EXCERPT)
      const { kind, id, version, state } = object
      return { ...hit, kind, id, title: page.title, version, state, excerpt }
    })
  } finally {
    embedder.close()
  }
}

async function readObjects() {
  const operator = await createOperator()
  try {
    return parse(Objects, await operator.get('/v1/studio/objects?latest=1&bodies=1'), 'objects')
  } finally {
    await operator.close()
  }
}

export const search = defineCommand({
  meta: { name: 'search', description: 'Find documents and learning objects by words and meaning' },
  args: {
    query: { type: 'positional', description: 'words or a question', required: true },
    limit: { type: 'string', default: '10', description: 'how many, 1-100' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  async run({ args }) {
    const limit = Number(args.limit)
    if (!Number.isInteger(limit) || limit < 1 || limit > 100)
      throw new AppError('bad-usage', '--limit takes a whole number from 1 to 100.')
    if (args.query.trim() === '') throw new AppError('bad-usage', 'Say what to search for: a word, or a question.')
    const hits = await searchObjects(args.query, limit)
    if (args.json) console.log(JSON.stringify({ query: args.query, hits }))
    else if (hits.length === 0) console.log('Nothing found.')
    else
      for (const hit of hits) {
        console.log(`${hit.title}  (${hit.kind} ${hit.id}, version ${hit.version}, ${hit.state})`)
        console.log(`  ${hit.why.join('; ')}`)
        if (hit.excerpt) console.log(`  ${hit.excerpt}`)
      }
  },
})
