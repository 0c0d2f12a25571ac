import { readFileSync } from 'node:fs'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse, parseCsv } from '#core/base'
import { withOperator } from '../client.ts'
import { NewQuestion, RefText } from '../studio/questions.ts'
import { Failed, failedLines } from './failed-questions.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the author or L&D lead it is done for', required: true } as const

/** `at`: the line of a file it stands in */
type Given = { text: string; expected: v.InferOutput<typeof RefText>[]; at?: string }
const Added = v.object({
  questions: v.array(v.object({ id: v.string(), text: v.string(), state: v.picklist(['new', 'changed', 'same']) })),
})
const Questions = v.array(
  v.object({
    id: v.string(),
    text: v.string(),
    expected: v.array(v.object({ kind: v.string(), id: v.string(), title: v.string() })),
    addedBy: v.string(),
    addedAt: v.string(),
  }),
)
const Quality = v.object({
  thresholdChange: v.nullable(v.string()),
  gaps: v.array(v.object({ competency: v.nullable(v.string()), count: v.number(), people: v.number() })),
})
const Check = v.object({
  release: v.number(),
  questions: v.number(),
  recall3: v.number(),
  failed: v.array(Failed),
  by: v.string(),
})

const add = defineCommand({
  meta: { name: 'add', description: 'Add a question people ask, and what answers it' },
  args: {
    question: { type: 'positional', description: 'in the words of who asks', required: false },
    expect: { type: 'string', description: 'an object that answers it, <kind>:<id>; may be said again' },
    file: { type: 'string', description: 'a CSV instead, with header question,kind,id; a line an answer' },
    as,
    json,
  },
  run: ({ args, rawArgs }) =>
    withOperator(async (operator) => {
      const given = args.file === undefined ? [oneQuestion(args._, allOf('--expect', rawArgs))] : readFile(args.file)
      const reply = await operator.post('/v1/studio/questions/several', { as: args.as, questions: given })
      const { questions: added } = parse(Added, reply, 'reply')
      if (args.json) return console.log(JSON.stringify({ questions: added }))
      const count = (state: string) => added.filter((one) => one.state === state).length
      console.log(`${count('new')} new, ${count('changed')} changed, ${count('same')} the same`)
    }),
})

const list = defineCommand({
  meta: { name: 'list', description: 'List the questions, and what is expected to answer them' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const questions = parse(Questions, await operator.get('/v1/studio/questions'), 'questions')
      if (args.json) return console.log(JSON.stringify({ questions }))
      if (questions.length === 0) console.log('There are no questions yet; add some with handrail questions add.')
      for (const { id, text, expected, addedBy } of questions) {
        console.log(`${text}  (${id}, ${addedBy})`)
        for (const ref of expected) console.log(`  ${ref.title}  (${ref.kind}:${ref.id})`)
      }
    }),
})

const remove = defineCommand({
  meta: { name: 'remove', description: 'Remove a question' },
  args: { id: { type: 'positional', description: 'as list shows it', required: true }, as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const path = `/v1/studio/questions/${encodeURIComponent(args.id)}?as=${encodeURIComponent(args.as)}`
      const { id } = parse(v.object({ id: v.string() }), await operator.delete(path), 'reply')
      console.log(args.json ? JSON.stringify({ id }) : `Question ${id} is removed.`)
    }),
})

const check = defineCommand({
  meta: {
    name: 'check',
    description: 'Ask a release every question: how many find their answer among the first three',
  },
  args: {
    candidate: { type: 'boolean', description: 'the release that waits for a signature, not the published one' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const path = `/v1/studio/questions/check?of=${args.candidate ? 'candidate' : 'published'}`
      const result = parse(Check, await operator.get(path), 'check')
      const { gaps, thresholdChange } = parse(
        Quality,
        await operator.get('/v1/studio/search-quality'),
        'search quality',
      )
      if (args.json) return console.log(JSON.stringify({ ...result, gaps, thresholdChange }))
      const { release, questions, recall3, failed } = result
      const by = result.by === 'words' ? ' (by words alone: there is no embedding model here)' : ''
      console.log(
        `Release ${release} answers ${questions - failed.length} of ${questions} questions among its first three${by}.`,
      )
      console.log(`recall@3  ${recall3.toFixed(3)}`)
      for (const line of failedLines(failed)) console.log(line)
      if (thresholdChange !== null) console.log(thresholdChange)
      if (gaps.length > 0) console.log('Searches without a good answer that employees shared:')
      for (const { competency, count, people } of gaps)
        console.log(`  ${competency ?? 'all others'}: ${count} by ${people} people`)
    }),
})

export const questions = defineCommand({
  meta: { name: 'questions', description: 'Your own questions, by which search is judged after every release' },
  subCommands: { add, list, remove, check },
})

function oneQuestion(words: readonly string[], expect: readonly string[]): Given {
  const [text, ...more] = words
  if (text === undefined || more.length > 0 || expect.length === 0)
    throw new AppError('bad-usage', 'Say "<question>" in quotes and --expect <kind>:<id>, or --file <csv>.')
  return { text, expected: expect.map((ref) => parse(RefText, ref, '--expect')) }
}

/** citty keeps the last of an option that is said again. */
function allOf(option: string, rawArgs: readonly string[]): string[] {
  return rawArgs.flatMap((arg, i) => {
    if (arg === option) return rawArgs[i + 1] ?? []
    return arg.startsWith(`${option}=`) ? arg.slice(option.length + 1) : []
  })
}

/** A line is an answer to a question; nothing is sent unless every line can be read. */
function readFile(path: string): Given[] {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new AppError('bad-input', `${path} cannot be read; --file names a CSV.`, cause)
  }
  const [header = [], ...rows] = parseCsv(text, path)
  if (header.join() !== 'question,kind,id')
    throw new AppError('bad-input', `${path}: the first line must be question,kind,id`)
  return rows.map(([question = '', kind = '', id = ''], i) => {
    const at = `${path} line ${i + 2}`
    const given = { text: question, expected: [parse(RefText, `${kind}:${id}`, at)] }
    return { ...parse(NewQuestion, given, at), at }
  })
}
