import { defineCommand, renderUsage, runCommand } from 'citty'
import { endWith } from './exit-code.ts'

/** One file a command in `commands/`; loaded only when it is asked for. */
const main = defineCommand({
  meta: { name: 'handrail', description: 'Approved help where work happens, and proof that people can do the work' },
  subCommands: {
    init: () => import('./commands/init.ts').then((m) => m.init),
    next: () => import('./commands/next.ts').then((m) => m.next),
    import: () => import('./commands/import.ts').then((m) => m.importCommand),
    sources: () => import('./commands/sources.ts').then((m) => m.sources),
    search: () => import('./commands/search.ts').then((m) => m.search),
    questions: () => import('./commands/questions.ts').then((m) => m.questions),
    synonyms: () => import('./commands/synonyms.ts').then((m) => m.synonyms),
    freshness: () => import('./commands/freshness.ts').then((m) => m.freshness),
    lineage: () => import('./commands/lineage.ts').then((m) => m.lineage),
    tags: () => import('./commands/tags.ts').then((m) => m.tags),
    drift: () => import('./commands/drift.ts').then((m) => m.drift),
    pairs: () => import('./commands/pairs.ts').then((m) => m.pairs),
    briefs: () => import('./commands/briefs.ts').then((m) => m.briefs),
    draft: () => import('./commands/draft.ts').then((m) => m.draft),
    gaps: () => import('./commands/gaps.ts').then((m) => m.gaps),
    readiness: () => import('./commands/readiness.ts').then((m) => m.readiness),
    trust: () => import('./commands/trust.ts').then((m) => m.trust),
    reviews: () => import('./commands/reviews.ts').then((m) => m.reviews),
    release: () => import('./commands/release.ts').then((m) => m.release),
    releases: () => import('./commands/releases.ts').then((m) => m.releases),
    stage: () => import('./commands/stage.ts').then((m) => m.stage),
    rollback: () => import('./commands/rollback.ts').then((m) => m.rollback),
    recall: () => import('./commands/recall.ts').then((m) => m.recall),
    enrol: () => import('./commands/enrol.ts').then((m) => m.enrol),
    people: () => import('./commands/people.ts').then((m) => m.people),
    reports: () => import('./commands/reports.ts').then((m) => m.reports),
    hours: () => import('./commands/hours.ts').then((m) => m.hours),
    check: () => import('./commands/check.ts').then((m) => m.check),
    framework: () => import('./commands/framework.ts').then((m) => m.framework),
    profiles: () => import('./commands/profiles.ts').then((m) => m.profiles),
    eval: () => import('./commands/eval.ts').then((m) => m.evalCommand),
  },
})

// who reads only the beginning (`| head`) has what they wanted
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

const rawArgs = process.argv.slice(2)
try {
  if (rawArgs.length === 0 || rawArgs.includes('--help') || rawArgs.includes('-h')) {
    const { command, parent } = await commandAt(rawArgs)
    console.log(await renderUsage(command, parent))
  } else await runCommand(main, { rawArgs })
} catch (error) {
  endWith(error)
}

type Command = typeof main
async function commandAt(args: string[]): Promise<{ command: Command; parent?: Command }> {
  let command: Command = main
  let parent: Command | undefined
  for (const arg of args) {
    const all =
      (typeof command.subCommands === 'function' ? await command.subCommands() : await command.subCommands) ?? {}
    const next = arg.startsWith('-') ? undefined : all[arg]
    if (!next) break
    parent = command
    command = (await (typeof next === 'function' ? next() : next)) as Command
  }
  return parent ? { command, parent } : { command }
}
