import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parse, parseJson } from '#core/base'
import {
  type AidText,
  createAidWords,
  createFurniture,
  type Placement,
  placementHosts,
  rankOffers,
  readPlacement,
  Signals,
} from '#core/context'
import { cosine } from '#core/embedding'
import { embeddedTexts, toSearchPage } from '#core/retrieval'
import { openEmbedder } from './eval-embedder.ts'
import { printResult } from './eval-output.ts'
import { readText } from './input-file.ts'

export const Rules = v.picklist(['on', 'off'], 'use --rules on or --rules off')

const State = v.object({
  id: v.string(),
  tool: v.optional(v.string(), ''),
  signals: Signals,
  task: v.nullable(v.string()),
})
type State = v.InferOutput<typeof State>
/** A file holds one state or a list of them. */
const States = v.union([
  v.array(State),
  v.pipe(
    State,
    v.transform((state) => [state]),
  ),
])
const Aids = v.pipe(
  v.array(
    v.object({
      id: v.string(),
      task: v.string(),
      title: v.string(),
      text: v.optional(v.string(), ''),
      rules: v.optional(v.array(v.looseObject({ matcher: v.string() })), []),
    }),
  ),
  v.minLength(1, 'needs at least one aid'),
)
type Aid = v.InferOutput<typeof Aids>[number]

/** Places that count: what the panel shows at a glance. */
const TOP = 3
const KIND = 'job-aid'

/**
 * How well the aid for a page is found, by the ranking the device uses. An aid's `task` stands for the competency it serves.
 *
 * @returns fractions 0-1; `taskAccuracy` and `top1`: right task among the first three tasks, and first, over states with a task;
 *   `wrongAidRate`: nudges for another task, over all states; `silentRate`: no nudge, over states with a task. The same apart for
 *   tools with rules (`prepared`) and without, and for each tool
 * @param firstDay else the device has seen all states of the tools before, without their labels, as after some days of use
 */
export async function evalContext(folder: string, rules: v.InferOutput<typeof Rules>, firstDay = false) {
  const aids = parse(Aids, parseJson(v.unknown(), readText(join(folder, 'aids.json')), 'aids.json'), 'aids.json')
  const states = readStates(join(folder, 'states'))
  const placements = rules === 'on' ? aids.flatMap(placementOf) : []
  const rankings = await rankAll(states, aids, placements, firstDay)
  const prepared = new Set(placementHosts(placements))
  const isPrepared = ({ state }: Ranking) => prepared.has(state.signals.host)
  const parts =
    prepared.size > 0
      ? {
          prepared: summarise(rankings.filter(isPrepared)),
          unprepared: summarise(rankings.filter((each) => !isPrepared(each))),
        }
      : {}
  return {
    ...summarise(rankings),
    ...(rules === 'off' && { keywordTaskAccuracy: keywordAccuracy(rankings) }),
    ...parts,
    tools: Object.fromEntries(
      [...new Set(states.map(({ tool }) => tool))].map((tool) => [
        tool,
        summarise(rankings.filter(({ state }) => state.tool === tool)),
      ]),
    ),
  }
}

const share = (part: readonly unknown[], of: readonly unknown[]) => (of.length > 0 ? part.length / of.length : 0)
const hasTask = ({ state }: Ranking) => state.task !== null

function summarise(rankings: readonly Ranking[]) {
  const withTask = rankings.filter(hasTask)
  return {
    n: rankings.length,
    taskAccuracy: share(
      withTask.filter(({ state, tasks }) => tasks.slice(0, TOP).includes(state.task ?? '')),
      withTask,
    ),
    top1: share(
      withTask.filter(({ state, tasks }) => tasks[0] === state.task),
      withTask,
    ),
    wrongAidRate: share(
      rankings.filter(({ state, nudge }) => nudge !== null && nudge !== state.task),
      rankings,
    ),
    silentRate: share(
      withTask.filter(({ nudge }) => nudge === null),
      withTask,
    ),
  }
}

function keywordAccuracy(rankings: readonly Ranking[]): number {
  const withTask = rankings.filter(hasTask)
  return share(
    withTask.filter(({ state, byWords }) => byWords.slice(0, TOP).includes(state.task ?? '')),
    withTask,
  )
}

function readStates(folder: string): State[] {
  let files: string[]
  try {
    files = readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort()
  } catch (cause) {
    throw new AppError('bad-input', `${folder} cannot be read; give a folder with aids.json and states/*.json.`, cause)
  }
  const states = files.flatMap((file) => parseJson(States, readText(join(folder, file)), `states/${file}`))
  if (states.length === 0) throw new AppError('bad-input', `${folder} holds no state.`)
  return states
}

function placementOf({ id, title, rules }: Aid): Placement[] {
  if (rules.length === 0) return []
  const body = { title: title.slice(0, 120), aid: { kind: KIND, id }, reason: 'this page is like it', rules }
  return [readPlacement(id, body)]
}

interface Ranking {
  state: State
  /** best first, each once */
  tasks: string[]
  nudge: string | null
  /** by words alone */
  byWords: string[]
}

async function rankAll(
  states: readonly State[],
  aids: readonly Aid[],
  placements: readonly Placement[],
  firstDay: boolean,
): Promise<Ranking[]> {
  const taskById = new Map(aids.map(({ id, task }) => [id, task]))
  const aidTexts = aids.map(({ title, text }): AidText => ({ title, summary: '', passages: [{ headings: [], text }] }))
  const wordsOf = createAidWords(aidTexts)
  const offered = aids.map(({ id, title, task }) => ({
    kind: KIND,
    id,
    title,
    summary: '',
    roles: [],
    competencies: [task],
  }))
  const person = { roles: null, canDoAlone: [], fared: [], hidden: [] }
  const embedder = openEmbedder()
  try {
    const vectors = await Promise.all(
      aids.map(({ id, title, text }) => {
        const page = toSearchPage({ id, title, passages: [{ id: '1', headings: [], text }] })
        return embedder.vectors(embeddedTexts(page).slice(page.passages.length > 0 ? 1 : 0))
      }),
    )
    const furniture = createFurniture()
    if (!firstDay) for (const { signals } of states) furniture.note(signals)
    const heard = states.map(({ signals }) => furniture.heard(signals))
    const pages = await embedder.embed(heard.map(({ text }) => text))
    return states.map((state, s) => {
      const { text, spoken } = heard[s] ?? { text: '', spoken: state.signals }
      const words = wordsOf(spoken)
      const page = pages[s] ?? new Float32Array()
      const near = offered.map(({ kind, id }, a) => ({
        kind,
        id,
        words: words[a] ?? 0,
        cosine: text === '' ? 0 : Math.max(...(vectors[a] ?? []).map((vector) => cosine(page, vector))),
      }))
      const ranked = rankOffers({ signals: state.signals, placements, aids: offered, person, near })
      const tasksOf = (refs: readonly { id: string }[]) => [...new Set(refs.map(({ id }) => taskById.get(id) ?? ''))]
      const nudge = ranked.find(({ quiet }) => quiet === null)
      const found = near.filter((aid) => aid.words > 0).sort((a, b) => b.words - a.words)
      return {
        state,
        tasks: tasksOf(ranked),
        nudge: nudge ? (taskById.get(nudge.id) ?? null) : null,
        byWords: tasksOf(found),
      }
    })
  } finally {
    embedder.close()
  }
}

export const evalContextCommand = defineCommand({
  meta: { name: 'context', description: 'The right aid on pages of tools, and silence on the others' },
  args: {
    folder: { type: 'positional', description: 'aids.json and states/*.json', required: true },
    rules: { type: 'string', default: 'on', description: 'on, or off: by meaning only, with keyword search beside it' },
    'first-day': {
      type: 'boolean',
      default: false,
      description: 'as if each page were the first one seen of its tool; else all states of a tool were seen before',
    },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  run: async ({ args }) =>
    printResult(await evalContext(args.folder, parse(Rules, args.rules, '--rules'), args['first-day']), args.json),
})
