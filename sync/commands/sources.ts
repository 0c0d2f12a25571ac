import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse } from '#core/base'
import { SourceCheck, SourceFiles, SourceHosts, SourceList, type SourcePlace } from '#core/knowledge'
import { type Operator, withOperator } from '../client.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the author it is imported as', required: true } as const
const Added = v.object({ id: v.string() })

const placeText = (place: SourcePlace): string =>
  place.type === 'folder'
    ? `${place.folder}${place.watched ? ' (watched)' : ''}`
    : `${place.addresses.length} addresses`

const add = defineCommand({
  meta: { name: 'add', description: 'Add a folder, or a list of https addresses, that documents come from' },
  args: {
    place: { type: 'positional', description: 'a folder, or addresses', required: true },
    as,
    title: { type: 'string', description: 'what people call it; the folder or the first host without' },
    watch: { type: 'boolean', description: 'read the folder again whenever it changes, while the server runs' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const isAddress = args._.every((each) => /^https?:\/\//.test(each))
      if (!isAddress && args._.length !== 1) throw new AppError('bad-usage', 'Give one folder, or addresses only.')
      const place: SourcePlace = isAddress
        ? { type: 'addresses', addresses: args._ }
        : { type: 'folder', folder: resolve(args.place), watched: args.watch === true }
      const title = args.title ?? (isAddress ? new URL(args.place).hostname : args.place)
      const { id } = parse(Added, await operator.post('/v1/studio/sources', { as: args.as, title, place }), 'reply')
      console.log(
        args.json ? JSON.stringify({ id }) : `Added ${title} as ${id}; read it with handrail sources check ${id}.`,
      )
    }),
})

const list = defineCommand({
  meta: { name: 'list', description: 'List where documents come from, and how each stands' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const reply = parse(SourceList, await operator.get('/v1/studio/sources'), 'sources')
      if (args.json) return console.log(JSON.stringify(reply))
      for (const { id, title, place, files, refused, vanished } of reply.sources) {
        console.log(`${id}  ${title}: ${placeText(place)}`)
        console.log(`  ${files} files, ${refused} refused, ${vanished} vanished`)
      }
      if (reply.sources.length === 0) console.log('No source yet; add one with handrail sources add.')
      for (const host of reply.hosts.hosts) console.log(`may read from ${host.host}${host.private ? ' (private)' : ''}`)
    }),
})

const check = defineCommand({
  meta: { name: 'check', description: 'Read a source, or all of them, again; what did not change costs nothing' },
  args: {
    source: { type: 'positional', description: 'its id; all without', required: false },
    as: { ...as, description: 'who asks for it' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { sources } = parse(SourceList, await operator.get('/v1/studio/sources'), 'sources')
      const wanted = sources.filter(({ id }) => !args.source || id === args.source)
      if (wanted.length === 0) throw new AppError('bad-input', 'There is no such source; see handrail sources list.')
      const results = []
      for (const { id, title } of wanted) {
        const done = await checked(operator, id, args.as, title)
        const { files } = parse(SourceFiles, await operator.get(`/v1/studio/sources/${id}/files`), 'files')
        const wrong = files.filter(({ state }) => state === 'refused' || state === 'vanished')
        results.push({ id, title, ...done, files: wrong })
        if (!args.json) for (const line of said(title, done, wrong)) console.log(line)
      }
      if (args.json) console.log(JSON.stringify({ sources: results }))
      if (results.some(({ state, refused }) => state === 'failed' || refused > 0))
        throw new AppError('refused', 'Not everything was taken; mend what is named and check again.')
    }),
})

/** Follows a check to its end, saying on stderr how far it is. */
async function checked(operator: Operator, id: string, by: string, title: string): Promise<SourceCheck> {
  let now = parse(SourceCheck, await operator.post(`/v1/studio/sources/${id}/check`, { as: by }), 'check')
  let saidAt = Date.now()
  while (now.state === 'running') {
    await wait(100)
    now = parse(SourceCheck, await operator.get(`/v1/studio/sources/${id}/check`), 'check')
    if (Date.now() - saidAt < 1000) continue
    saidAt = Date.now()
    console.error(`${title}: ${now.done} of ${now.of}, ${now.new} new, ${now.changed} changed, ${now.refused} refused`)
  }
  return now
}

function said(title: string, check: SourceCheck, wrong: SourceFiles['files']): string[] {
  if (check.state === 'failed') return [`${title}: ${check.reason}`]
  const { new: added, changed, same, refused, vanished, tookMs } = check
  return [
    ...wrong.map(({ file, state, reason }) => `${state.padEnd(9)} ${file}${reason ? `: ${reason}` : ''}`),
    `${title}: ${added} new, ${changed} changed, ${same} the same, ${refused} refused, ${vanished} vanished, ${(tookMs / 1000).toFixed(1)} s`,
  ]
}

const remove = defineCommand({
  meta: { name: 'remove', description: 'Stop reading a source; its documents stay' },
  args: {
    source: { type: 'positional', description: 'its id', required: true },
    as: { ...as, description: 'who asks for it' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { id } = parse(
        Added,
        await operator.post(`/v1/studio/sources/${args.source}/remove`, { as: args.as }),
        'reply',
      )
      console.log(args.json ? JSON.stringify({ id }) : `Removed ${id}; its documents stay.`)
    }),
})

const allow = defineCommand({
  meta: { name: 'allow', description: 'Say which hosts addresses may be read from' },
  args: {
    host: { type: 'positional', description: 'a host name, such as docs.example.org', required: true },
    private: { type: 'boolean', description: 'it may stand at a private or loopback address, and be read without TLS' },
    remove: { type: 'boolean', description: 'take it off the list' },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const body = { host: args.host.toLowerCase(), private: args.private === true, allowed: args.remove !== true }
      const { hosts } = parse(SourceHosts, await operator.post('/v1/studio/sources/hosts', body), 'hosts')
      if (args.json) return console.log(JSON.stringify({ hosts }))
      for (const host of hosts) console.log(`${host.host}${host.private ? ' (private)' : ''}`)
      if (hosts.length === 0) console.log('No host may be read from.')
    }),
})

export const sources = defineCommand({
  meta: { name: 'sources', description: 'Where documents come from: folders, watched folders, addresses' },
  subCommands: { add, list, check, remove, allow },
})
