import { readFileSync } from 'node:fs'
import { defineCommand } from 'citty'
import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import { Slug } from '#core/content'
import { dataFolder } from '../client.ts'
import { initDemo, isUnfinishedDemo, needDemoAllowed } from '../demo/init-demo.ts'
import { type Folder, openFolder } from '../folder.ts'
import { Role } from '../identity.ts'
import { realWorld } from '../organisation.ts'
import { Department, Profiles } from '../people.ts'
import { initOrganisation, needEmptyFolder, type RootHolders, undoneOnFailure } from '../studio/init-organisation.ts'
import { rootsOf } from './trust.ts'
import { passphraseFor } from './trust-ask.ts'

const People = v.pipe(
  v.array(
    v.object({
      id: Slug,
      name: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
      roles: v.array(Role),
      profiles: v.optional(Profiles),
      department: v.optional(Department),
    }),
  ),
  v.minLength(1, 'must name at least one person'),
  v.check((people) => new Set(people.map(({ id }) => id)).size === people.length, 'names one person twice'),
)

export const init = defineCommand({
  meta: { name: 'init', description: 'Make an organisation in the data folder (HANDRAIL_DATA, default .handrail)' },
  args: {
    demo: {
      type: 'boolean',
      description: 'an invented company with content, people and key files; never for production',
    },
    tenant: { type: 'string', description: 'short name in every signed file, e.g. acme' },
    name: { type: 'string', description: 'name people see' },
    people: {
      type: 'string',
      description:
        'JSON file: [{ "id", "name", "roles": ["author", "sme", "ld", ...], "profiles": [role profile ids], "department" }]',
    },
    roots: {
      type: 'string',
      description: 'root key files by commas, made with trust new-root; without, one root key lies in the data folder',
    },
    need: { type: 'string', description: 'how many root holders sign together; more than half without' },
    'passphrase-file': { type: 'string', description: 'files with their passphrases by commas; asked for without' },
    json: { type: 'boolean', description: 'one JSON object on stdout' },
  },
  async run({ args }) {
    if (args.demo) needDemoAllowed()
    const folder = openFolder(dataFolder())
    try {
      const made = args.demo ? await makeDemo(folder) : await makeOwn(folder, args)
      if (args.json) console.log(JSON.stringify({ folder: folder.path, ...made }))
      else for (const line of said(folder.path, made)) console.log(line)
    } finally {
      await folder.close()
    }
  },
})

interface Made {
  tenant: string
  demo: boolean
  /** false when the folder held what was asked for already */
  made: boolean
  /** the root key lies beside the data */
  rootInFolder?: boolean
  /** role profiles that people were given as jobs */
  profiles?: string[]
}

/** Asked again for the demo that is there, it is content with it. */
async function makeDemo(folder: Folder): Promise<Made> {
  const there = await folder.db.selectFrom('organisation').selectAll().executeTakeFirst()
  if (there?.demo === 1 && !(await isUnfinishedDemo(folder))) return { tenant: there.tenant, demo: true, made: false }
  const { tenant } = await initDemo({ folder, log: (line) => console.error(line) })
  return { tenant, demo: true, made: true }
}

async function makeOwn(
  folder: Folder,
  args: {
    tenant?: string | undefined
    name?: string | undefined
    people?: string | undefined
    roots?: string | undefined
    need?: string | undefined
    'passphrase-file'?: string | undefined
  },
): Promise<Made> {
  await needEmptyFolder(folder)
  if (!args.tenant || !args.people)
    throw new AppError(
      'bad-input',
      'Say which organisation: --tenant acme --people people.json, or --demo to look around.',
    )
  const tenant = v.safeParse(Slug, args.tenant)
  if (!tenant.success) throw new AppError('bad-input', `--tenant: ${tenant.issues[0].message}`)
  const people = parseJson(People, readPeople(args.people), args.people)
  const roots = args.roots === undefined ? undefined : await rootHolders(args.roots, args.need, args['passphrase-file'])
  const name = args.name ?? args.tenant
  const organisation = { tenant: args.tenant, name, demo: false, people, ...(roots ? { roots } : {}) }
  await undoneOnFailure(folder, () => initOrganisation(folder, organisation, realWorld))
  const profiles = [...new Set(people.flatMap((person) => person.profiles ?? []))].sort()
  return { tenant: args.tenant, demo: false, made: true, rootInFolder: !roots, profiles }
}

/** As many of them as sign together sign the first trust file here and now. */
async function rootHolders(files: string, need: string | undefined, passphrases = ''): Promise<RootHolders> {
  const roots = rootsOf(files, need)
  const paths = files.split(',')
  const given = passphrases.split(',').filter(Boolean)
  const signers = []
  for (const [i, key] of roots.keys.slice(0, roots.need).entries())
    signers.push(await key.open(key.sealed ? await passphraseFor(paths[i] ?? key.name, given[i]) : ''))
  return { ...roots, signers }
}

function readPeople(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new AppError('bad-input', `${path} cannot be read; --people names a JSON file.`, cause)
  }
}

function said(path: string, { tenant, demo, made, rootInFolder, profiles = [] }: Made): string[] {
  if (!made) return [`${path} holds the demo organisation ${tenant} already.`]
  if (demo) return [`The demo organisation ${tenant} is in ${path}. Start it with npm start.`]
  const root = `keys/root.json decides who may review: move it off this machine, and keep two copies (docs/trust.md).`
  return [
    `The organisation ${tenant} is in ${path}. Start it with npm start.`,
    ...(rootInFolder ? [root] : []),
    ...(profiles.length > 0
      ? [`Role profiles named in jobs do not exist yet: ${profiles.join(', ')}. Make them with these ids.`]
      : []),
    `Then: handrail enrol <person> for each; reviewers make their keys under Review; handrail trust propose accepts them.`,
  ]
}
