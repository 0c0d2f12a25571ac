import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A student's answer of SemEval-2013 task 7, two-way labels. */
export interface ScoredRow {
  question: string
  references: string[]
  answer: string
  /** 1 right, 0 not */
  score: number
}

/** @param folder one of the set's own, such as `semeval2013-task7/training/2way/beetle` */
export function readSemeval(folder: string): ScoredRow[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.xml'))
  return files.sort().flatMap((name) => rowsOf(readFileSync(join(folder, name), 'utf8')))
}

function rowsOf(xml: string): ScoredRow[] {
  const texts = (tag: string) =>
    [...xml.matchAll(new RegExp(`<${tag}(\\s[^>]*)?>([^<]*)</${tag}>`, 'g'))].map(([, attributes = '', text = '']) => ({
      attributes,
      text: plain(text),
    }))
  const [question] = texts('questionText')
  const references = texts('referenceAnswer').map(({ text }) => text)
  return texts('studentAnswer').map(({ attributes, text }) => ({
    question: question?.text ?? '',
    references,
    answer: text,
    score: /accuracy="correct"/.test(attributes) ? 1 : 0,
  }))
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (text: string): string =>
  text
    .replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '')
    .replace(/\s+/g, ' ')
    .trim()
