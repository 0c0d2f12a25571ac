import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, dayOf, parse } from '#core/base'
import { withOperator } from '../client.ts'

const Group = v.object({ id: v.string(), words: v.array(v.string()), person: v.string(), atMs: v.number() })
const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the author or L&D lead it is done for', required: true } as const

const list = defineCommand({
  meta: { name: 'list', description: 'Say which words mean the same, who said so and when' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const groups = parse(v.array(Group), await operator.get('/v1/studio/synonyms'), 'synonyms')
      if (args.json) console.log(JSON.stringify({ groups }))
      else if (groups.length === 0) console.log('There are no synonyms yet.')
      else for (const { words, person, atMs } of groups) console.log(`${words.join(', ')}  (${person}, ${dayOf(atMs)})`)
    }),
})

const add = defineCommand({
  meta: { name: 'add', description: 'Say that words or short phrases mean the same; the next release carries it' },
  args: { word: { type: 'positional', description: 'two words or more; quote a phrase', required: true }, as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const words = args._
      const reply = await operator.post('/v1/studio/synonyms', { as: args.as, words })
      const group = parse(Group, reply, 'reply')
      if (args.json) console.log(JSON.stringify(group))
      else console.log(`${group.words.join(', ')}: devices learn it with the next release.`)
    }),
})

const remove = defineCommand({
  meta: { name: 'remove', description: 'Take a word out of its group' },
  args: { word: { type: 'positional', description: 'a word or phrase', required: true }, as, json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      if (args._.length > 1) throw new AppError('bad-usage', 'Take out one word at a time; quote a phrase.')
      const path = `/v1/studio/synonyms/${encodeURIComponent(args.word)}?as=${encodeURIComponent(args.as)}`
      const { word } = parse(v.object({ word: v.string() }), await operator.delete(path), 'reply')
      console.log(args.json ? JSON.stringify({ word }) : `"${word}" is out; devices learn it with the next release.`)
    }),
})

export const synonyms = defineCommand({
  meta: {
    name: 'synonyms',
    description: 'Words that mean the same in this organisation: they change the order of hits',
  },
  subCommands: { list, add, remove },
})
