import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openFolder } from '../../../sync/folder.ts'
import { realWorld } from '../../../sync/organisation.ts'
import { importObjects } from '../../../sync/studio/import-objects.ts'
import { initOrganisation } from '../../../sync/studio/init-organisation.ts'
import { commandLine } from '../../support/command-line.ts'
import { tempFolder } from '../../support/organisation.ts'
import { refundAid, refundsDocument } from '../../support/studio.ts'

let path: string
let handrail: ReturnType<typeof commandLine>
beforeAll(async () => {
  path = tempFolder()
  handrail = commandLine(path)
  const folder = openFolder(path)
  const people = [
    { id: 'amira', name: 'Amira', roles: ['author' as const] },
    { id: 'sue', name: 'Sue', roles: ['sme' as const] },
  ]
  const { org } = await initOrganisation(
    folder,
    { tenant: 'larkfield', name: 'Larkfield', demo: true, people },
    { ...realWorld, openEmbedder: () => null },
  )
  await importObjects(org, 'amira', [
    { authors: [], ...refundsDocument() },
    { authors: [], ...refundAid() },
  ])
  await folder.close()
})
afterAll(() => rmSync(path, { recursive: true, force: true }))

it('reviews are read, commented, given back and set aside by command, and never signed', async () => {
  const listed = JSON.parse((await handrail('reviews', 'list', '--as', 'sue', '--json')).out)
  expect(listed.waiting.map(({ id }: { id: string }) => id)).toEqual(['refunds', 'refund-approval'])
  expect((await handrail('reviews', 'list', '--as', 'amira')).exit).toBe(1)

  const aid = 'job-aid/refund-approval'
  const own = await handrail('reviews', 'comment', aid, 'Which desk?', '--request-changes', '--as', 'amira')
  expect(own).toMatchObject({ exit: 1, err: expect.stringContaining('Only an SME or an L&D reviewer') })
  expect((await handrail('reviews', 'comment', aid, 'Which desk?', '--request-changes', '--as', 'sue')).exit).toBe(0)
  expect((await handrail('reviews', 'list', '--as', 'sue')).out).not.toContain('refund-approval')
  expect((await handrail('reviews', 'notes', aid)).out).toMatch(/Sue on version 1 \(changes-requested\): Which desk\?/)

  expect((await handrail('reviews', 'drop', 'document/refunds', '--as', 'sue')).out).toContain('set aside')
  expect((await handrail('reviews', 'load')).out).toContain('Set aside: document/refunds')
  await handrail('reviews', 'put-back', 'document/refunds', '--as', 'sue')
  expect((await handrail('reviews', 'list', '--as', 'sue')).out).toContain('document/refunds version 1')
  expect((await handrail('reviews', 'comment', 'job-aid', 'x', '--as', 'sue')).exit).toBe(2)
  expect((await handrail('reviews', '--help')).out).not.toMatch(/approve|sign an/i)
})
