import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { embedPages, indexPages, type SearchMode, type SearchPage, toSearchPage } from '#core/retrieval'
import { openEmbedder } from './eval-embedder.ts'
import { readJsonLines, readText } from './eval-input.ts'
import { type Grades, mean, ndcg, recall, reciprocalRank } from './eval-metrics.ts'
import { createProgress, printResult } from './eval-output.ts'

export const Mode = v.picklist(['hybrid', 'dense', 'lexical'], 'use --mode hybrid, dense or lexical')
const Document = v.object({ _id: v.string(), title: v.optional(v.string(), ''), text: v.optional(v.string(), '') })
const Question = v.object({ _id: v.string(), text: v.string() })
/** Deep enough for every figure; places beyond count as not found. */
const DEPTH = 1000

/** Figures of a search over a collection in BEIR's layout: corpus.jsonl, queries.jsonl, qrels/test.tsv. */
export async function evalRetrieval(folder: string, mode: SearchMode) {
  if (!existsSync(join(folder, 'corpus.jsonl')))
    throw new AppError('bad-input', `${folder} holds no corpus.jsonl; give a folder in BEIR's layout.`)
  const grades = readGrades(join(folder, 'qrels', 'test.tsv'))
  const pages = readJsonLines(join(folder, 'corpus.jsonl'), Document).map(
    ({ _id, title, text }): SearchPage => toSearchPage({ id: _id, title, passages: [{ id: '1', headings: [], text }] }),
  )
  const questions = readJsonLines(join(folder, 'queries.jsonl'), Question).filter(({ _id }) => grades.has(_id))
  if (questions.length === 0) throw new AppError('bad-input', `No query of ${folder} has a judgment in qrels/test.tsv.`)
  const rankings = await rankAll(pages, questions, mode)
  const each = questions.map(({ _id }, i) => {
    const ranking = rankings[i] ?? []
    const graded = grades.get(_id) ?? new Map<string, number>()
    return {
      ndcg10: ndcg(ranking, graded, 10),
      recall100: recall(ranking, graded, 100),
      mrr: reciprocalRank(ranking, (id) => (graded.get(id) ?? 0) > 0),
    }
  })
  return {
    queries: questions.length,
    ndcg10: mean(each.map(({ ndcg10 }) => ndcg10)),
    recall100: mean(each.map(({ recall100 }) => recall100)),
    mrr: mean(each.map(({ mrr }) => mrr)),
    mode,
  }
}

/** A query is never its own answer, as in BEIR. */
async function rankAll(pages: SearchPage[], questions: { _id: string; text: string }[], mode: SearchMode) {
  const embedder = mode === 'lexical' ? null : openEmbedder()
  try {
    const index = indexPages(
      pages,
      embedder ? await embedPages(pages, embedder, { onProgress: createProgress('embedding') }) : undefined,
    )
    const vectors = await embedder?.embed(questions.map(({ text }) => text))
    return questions.map(({ _id, text }, i) => {
      const vector = vectors?.[i]
      const ranked = index.rank({ text, limit: DEPTH, mode, ...(vector && { vector }) })
      return ranked.map(({ id }) => id).filter((id) => id !== _id)
    })
  } finally {
    embedder?.close()
  }
}

const Judgment = v.tuple([
  v.string(),
  v.string(),
  v.pipe(v.string(), v.transform(Number), v.finite('must be a number')),
])

function readGrades(path: string): Map<string, Grades> {
  const [header, ...lines] = readText(path).split(/\r?\n/)
  const rows = header && /^[^\t]+\t[^\t]+\t\d+$/.test(header) ? [header, ...lines] : lines
  const grades = new Map<string, Map<string, number>>()
  for (const [i, row] of rows.entries()) {
    if (!row.trim()) continue
    const [query, document, grade] = parse(Judgment, row.split('\t'), `${path}, judgment ${i + 1}`)
    grades.set(query, (grades.get(query) ?? new Map<string, number>()).set(document, grade))
  }
  return grades
}

export const evalRetrievalCommand = defineCommand({
  meta: { name: 'retrieval', description: 'Search over a collection with known answers' },
  args: {
    folder: { type: 'positional', description: 'corpus.jsonl, queries.jsonl, qrels/test.tsv', required: true },
    mode: { type: 'string', default: 'hybrid', description: 'hybrid, dense or lexical' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) => printResult(await evalRetrieval(args.folder, parse(Mode, args.mode, '--mode')), args.json),
})
