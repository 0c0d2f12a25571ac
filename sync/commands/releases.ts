import { defineCommand } from 'citty'
import { ReleaseDifference, ReleaseList, saidStage } from '#core/authoring'
import { parse } from '#core/base'
import { withOperator } from '../client.ts'
import { changeLines, forWhomLines, warningLines } from './release-lines.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const

const list = defineCommand({
  meta: { name: 'list', description: 'Every release: when, for whom, and how many devices have it' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const { releases, devices } = parse(ReleaseList, await operator.get('/v1/studio/releases'), 'releases')
      if (args.json) return console.log(JSON.stringify({ releases, devices }))
      for (const one of releases) {
        const when = one.publishedAt ? one.publishedAt.slice(0, 10) : 'waits for a signature'
        const what = one.recall ? 'a recall' : `${one.objects} objects`
        console.log(
          `${one.version}  ${when}  ${what}  for ${saidStage(one.stage)}  on ${one.devices} of ${devices} devices`,
        )
      }
    }),
})

const show = defineCommand({
  meta: { name: 'show', description: 'What a release changes against the one before, in its words, and for whom' },
  args: {
    release: { type: 'positional', description: 'number of a release, or "waiting"', required: true },
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const path = `/v1/studio/releases/${encodeURIComponent(args.release)}/difference`
      const told = parse(ReleaseDifference, await operator.get(path), 'release')
      if (args.json) return console.log(JSON.stringify(told))
      const against = told.against === null ? 'the first one' : `against release ${told.against}`
      console.log(`Release ${told.version}, ${told.objects} objects, for ${saidStage(told.stage)}, ${against}`)
      const lines = [...told.changes.flatMap(changeLines), ...forWhomLines(told), ...warningLines(told.warnings)]
      for (const line of lines) console.log(line)
    }),
})

export const releases = defineCommand({
  meta: { name: 'releases', description: 'What was released, when and to whom' },
  subCommands: { list, show },
})
