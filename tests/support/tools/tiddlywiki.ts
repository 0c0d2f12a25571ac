import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ToolPlan } from './tool-process.ts'

const program = createRequire(import.meta.url).resolve('tiddlywiki/tiddlywiki.js')

interface Tiddler {
  title: string
  tags?: string
  text: string
}

const tiddlers: readonly Tiddler[] = [
  { title: '$:/SiteTitle', text: 'Larkfield Handbook' },
  { title: '$:/SiteSubtitle', text: 'how we run the shops' },
  { title: '$:/DefaultTiddlers', text: '[[Opening the shop]] [[Returns at the till]]' },
  {
    title: 'Opening the shop',
    tags: 'Shop Morning',
    text: 'Two people open together. [[Cash float]] is counted before the doors are unlocked.\n\n* lights\n* float\n* rota',
  },
  { title: 'Cash float', tags: 'Shop Money', text: 'The float is 150. Count it twice. See [[Missing money]].' },
  { title: 'Returns at the till', tags: 'Shop Money', text: 'A return needs the receipt or the order number.' },
  { title: 'Rota for week 48', tags: 'Rota', text: '|!Day|!Early|!Late|\n|Mon|Ann|Bo|\n|Tue|Cy|Ann|' },
  { title: 'Delivery checklist', tags: 'Warehouse', text: 'Count the pallets, sign the slip, photograph damage.' },
]

const file = ({ title, tags, text }: Tiddler) =>
  `title: ${title}\n${tags ? `tags: ${tags}\n` : ''}created: 20261102080000000\nmodified: 20261118093000000\n\n${text}\n`

/** A wiki of a shop, saved on its server. */
export const tiddlywiki: ToolPlan = {
  fill(folder) {
    const info = {
      plugins: ['tiddlywiki/tiddlyweb', 'tiddlywiki/filesystem'],
      themes: ['tiddlywiki/vanilla', 'tiddlywiki/snowwhite'],
    }
    writeFileSync(join(folder, 'tiddlywiki.info'), JSON.stringify(info))
    mkdirSync(join(folder, 'tiddlers'))
    for (const [n, tiddler] of tiddlers.entries()) writeFileSync(join(folder, 'tiddlers', `${n}.tid`), file(tiddler))
  },
  command: (folder, port) => [
    process.execPath,
    program,
    folder,
    '--listen',
    `port=${port}`,
    'host=127.0.0.1',
    'anon-username=Ann',
  ],
  readyPath: '/status',
}
