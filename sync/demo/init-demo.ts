import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import { readDocument } from '#core/knowledge'
import { criteriaOf, instant, signApproval, verifyApproval } from '#core/releases'
import { createProgress } from '../commands/eval-output.ts'
import type { Folder } from '../folder.ts'
import { type Organisation, realWorld, type World } from '../organisation.ts'
import { insertApproval } from '../studio/approvals.ts'
import { composeRelease } from '../studio/compose-release.ts'
import { FileObject } from '../studio/file-object.ts'
import { saveImage } from '../studio/images.ts'
import { type ImportedObject, importObjects } from '../studio/import-objects.ts'
import {
  emptyFolder,
  initOrganisation,
  type NewPerson,
  needEmptyFolder,
  undoneOnFailure,
} from '../studio/init-organisation.ts'
import { type FileKey, makeKeyFile } from '../studio/key-files.ts'
import { demoSignRelease } from '../studio/publish-release.ts'
import { addQuestions, RefText } from '../studio/questions.ts'
import { latestObjects } from '../studio/stored-objects.ts'
import { addSynonyms } from '../studio/synonyms.ts'
import { currentTrust } from '../studio/trust-file.ts'
import { demoReadiness } from './demo-readiness.ts'

/** Invented people of an invented company. The two key files sign as people apart from them, so that every rule holds here too. */
export const demoPeople: readonly NewPerson[] = [
  { id: 'amira', name: 'Amira Haddad', roles: ['author'] },
  { id: 'lena', name: 'Lena Fischer', roles: ['ld'] },
  { id: 'leo', name: 'Leo Martins', roles: ['learner'], profiles: ['service-desk-agent'] },
  { id: 'mona', name: 'Mona Larsen', roles: ['manager'] },
  { id: 'sam', name: 'Sam Okafor', roles: ['sme'] },
]
const AUTHOR = 'amira'
const signers = { sme: 'demo-sme', ld: 'demo-ld' } as const

export interface DemoOptions {
  /** opened, and without an organisation */
  folder: Folder
  log(line: string): void
  world?: World
  /** where the demo's documents and objects lie */
  content?: string
}

/**
 * Makes the demo organisation: its content goes through the same import, the same gate and the same release as anybody's; only
 * the first signatures come from key files.
 *
 * @throws {AppError} `refused` with NODE_ENV=production, `conflict` when the folder holds an organisation, `bad-input` when
 * the content does not pass
 */
export async function initDemo(options: DemoOptions): Promise<Organisation> {
  needDemoAllowed()
  const { folder, world = realWorld, content = ownContent } = options
  const objects = readContent(content, instant(world.nowMs()).slice(0, 10))
  if (await isUnfinishedDemo(folder)) await emptyFolder(folder)
  await needEmptyFolder(folder)
  return undoneOnFailure(folder, () => makeDemo(options, world, objects))
}

/** @throws {AppError} `refused` */
export function needDemoAllowed(): void {
  if (process.env.NODE_ENV === 'production')
    throw new AppError('refused', 'A demo keeps its keys in files: it is never made with NODE_ENV=production.')
}

/** A demo whose making was cut off (power, kill) before its first release: nobody can have used it, so it is made anew. */
export async function isUnfinishedDemo({ db }: Folder): Promise<boolean> {
  const org = await db.selectFrom('organisation').select('demo').executeTakeFirst()
  const published = await db.selectFrom('release').select('version').where('jws', 'is not', null).executeTakeFirst()
  return org?.demo === 1 && !published
}

async function makeDemo(
  { folder, log, content = ownContent }: DemoOptions,
  world: World,
  objects: ImportedObject[],
): Promise<Organisation> {
  const sme = await makeKeyFile(folder.path, 'demo-sme')
  const ld = await makeKeyFile(folder.path, 'demo-ld')
  const { org } = await initOrganisation(
    folder,
    {
      tenant: 'larkfield',
      name: 'Larkfield Home Goods (demo)',
      demo: true,
      people: demoPeople,
      keys: [
        { person: signers.sme, name: 'Demo SME (key file)', jwk: sme.jwk, role: 'sme' },
        { person: signers.ld, name: 'Demo L&D reviewer (key file)', jwk: ld.jwk, role: 'ld' },
      ],
    },
    world,
  )
  for (const picture of readPictures(content)) await saveImage(org, AUTHOR, picture)
  const report = await importObjects(org, AUTHOR, objects)
  const [refused] = report.refused
  if (refused) throw new AppError('bad-input', `demo content: ${refused.kind} ${refused.id}: ${refused.reason}`)
  log(`${report.taken.length} documents and objects imported as ${AUTHOR}`)

  await approveAll(org, 'sme', sme)
  await approveAll(org, 'ld', ld)
  log('signed by the SME and the L&D key file of the demo')
  const { questions, synonyms } = readSearch(content)
  await addQuestions(org, 'lena', questions)
  for (const words of synonyms) await addSynonyms(org, 'lena', words)
  log(`${questions.length} questions and ${synonyms.length} groups of synonyms for search added as lena`)
  const release = await composeRelease(org, 'lena', createProgress('vectors for search by meaning', world.nowMs, log))
  if (release.withoutVectors) log(`without vectors for search by meaning: ${release.withoutVectors}`)
  const [left] = release.leftOut
  if (left) throw new AppError('bad-input', `demo content: ${left.kind} ${left.id} is left out: ${left.reason}`)
  if (release.check) log(`search answers ${percent(release.check.recall3)} of the questions among its first three`)
  await demoSignRelease(org, release.version)
  log(`release ${release.version} with ${release.objects} objects is published`)
  const missing = await demoReadiness(org, 'lena')
  if (missing.length > 0) log(`what to learn next is not recommended: ${missing.join('; ')}`)
  return org
}

const ownContent = join(import.meta.dirname, 'content')

/** @throws {AppError} `bad-input`, naming the file */
function readContent(folder: string, today: string): ImportedObject[] {
  const files = (name: string, ending: string) =>
    readdirSync(join(folder, name))
      .filter((file) => file.endsWith(ending))
      .sort()
      .map((file) => ({ file, content: readFileSync(join(folder, name, file)) }))
  const documents = files('documents', '.md').map(({ file, content }) => {
    const read = readDocument({ path: file, content, today })
    if (read.state === 'refused') throw new AppError('bad-input', `${file}:${read.line}: ${read.reason}`)
    return { kind: 'document', id: read.id, authors: [], body: { ...read.body } }
  })
  const objects = files('objects', '.json').map(({ file, content }) => parseJson(FileObject, content.toString(), file))
  return [...documents, ...objects]
}

/** Pictures that items name by their hash. */
function readPictures(content: string): Uint8Array<ArrayBuffer>[] {
  const folder = join(content, 'pictures')
  return existsSync(folder) ? readdirSync(folder).map((file) => new Uint8Array(readFileSync(join(folder, file)))) : []
}

const Questions = v.array(v.object({ text: v.string(), expected: v.array(RefText) }))

/** What people of the demo ask, in their words, and the words that mean the same there. */
function readSearch(folder: string) {
  const read = <T extends v.GenericSchema>(schema: T, name: string): v.InferOutput<T> =>
    parseJson(schema, readFileSync(join(folder, 'search', name), 'utf8'), name)
  return {
    questions: read(Questions, 'questions.json'),
    synonyms: read(v.array(v.array(v.string())), 'synonyms.json'),
  }
}

const percent = (share: number): string => `${Math.round(share * 100)} %`

/** The one place where a file signs approvals; `verifyApproval` then judges them like any other. */
async function approveAll(org: Organisation, role: 'sme' | 'ld', key: FileKey): Promise<void> {
  const objects = (await latestObjects(org.db)).map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
  const bytes = await signApproval(
    {
      typ: 'approval',
      tenant: org.tenant,
      role,
      person: signers[role],
      objects,
      at: instant(org.nowMs()),
      criteria: [...criteriaOf[role]],
    },
    key.signer,
  )
  await org.db.transaction().execute(async (db) => {
    await insertApproval(db, bytes, await verifyApproval(await currentTrust(db), bytes))
    await org.audit(signers[role], `approved-as-${role}`, `${objects.length} objects`, db)
  })
}
