import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { type SearchPage, toSearchPage } from '#core/retrieval'
import type { Collection } from './eval-collection.ts'
import type { Grades } from './eval-metrics.ts'
import { readJsonLines, readText } from './input-file.ts'

const Document = v.object({ _id: v.string(), title: v.optional(v.string(), ''), text: v.optional(v.string(), '') })
const Query = v.object({ _id: v.string(), text: v.string() })

/** A collection in BEIR's layout: corpus.jsonl, queries.jsonl, qrels/test.tsv. A query is never its own answer. */
export function readBeir(folder: string): Collection {
  if (!existsSync(join(folder, 'corpus.jsonl')))
    throw new AppError('bad-input', `${folder} holds no corpus.jsonl; give a folder in BEIR's layout.`)
  const grades = readGrades(join(folder, 'qrels', 'test.tsv'))
  const pages = readJsonLines(join(folder, 'corpus.jsonl'), Document).map(
    ({ _id, title, text }): SearchPage => toSearchPage({ id: _id, title, passages: [{ id: '1', headings: [], text }] }),
  )
  const questions = readJsonLines(join(folder, 'queries.jsonl'), Query).flatMap(({ _id, text }) => {
    const graded = grades.get(_id)
    return graded ? [{ text, grades: graded, out: new Set([_id]) }] : []
  })
  if (questions.length === 0) throw new AppError('bad-input', `No query of ${folder} has a judgment in qrels/test.tsv.`)
  return { name: basename(resolve(folder)), pages, questions, figure: 'nDCG@10' }
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
