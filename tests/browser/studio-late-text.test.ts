import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { Gap, GapBoard, GapDraft } from '#core/competencies'
import * as states from '../support/engine-states.ts'
import { mountApp } from '../support/mount-app.ts'

let close = () => {}
afterEach(() => {
  close()
  localStorage.clear()
})

const draft: GapDraft = {
  role: 'agent',
  competency: 'refunds',
  sub: null,
  statement: 'Cannot decide a refund above the limit without asking a colleague',
  asked: [],
  priority: null,
  owner: null,
  effect: 'Hers',
}
const gap: Gap = {
  ...draft,
  state: 'candidate',
  decisions: [{ act: 'recorded', person: 'lena', at: '2026-11-20T08:00:00.000Z', reason: null, beside: [] }],
}
const tooFew = { state: 'too-few' } as const
const board: GapBoard = {
  gaps: [
    {
      id: 'g-1',
      version: 2,
      gap,
      roleTitle: 'Agent',
      competencyTitle: 'Refunds',
      ownerName: null,
      required: { level: 1, unconfirmed: false, said: [] },
      baseline: { state: 'current', reviewedOn: '2026-06-15' },
      sums: { assessment: tooFew, observation: tooFew, performance: tooFew, any: tooFew },
      rank: 1,
      why: 'No effect is named.',
    },
  ],
  active: 0,
  most: 3,
  roles: [
    {
      id: 'agent',
      title: 'Agent',
      baseline: { state: 'current', reviewedOn: '2026-06-15' },
      competencies: [{ id: 'refunds', title: 'Refunds', level: 1, subs: [] }],
    },
  ],
  people: [],
  mayOpenCases: false,
}

test('a text of a gap that came too late is put back into the editor, saved on the newest version and then let go', async () => {
  const asked: { path: string; body: unknown }[] = []
  let late = [
    {
      id: 'late-1',
      kind: 'gap',
      ref: 'g-1',
      base: 1,
      body: { ...draft, effect: 'Mine' },
      at: '2026-11-21T08:00:00.000Z',
    },
  ]
  const app = await mountApp('/studio/gaps/g-1', {
    me: async () => states.reviewer,
    studio: async ({ method, path, body }) => {
      const at = path.replace('/v1/studio/', '')
      if (method === 'POST') asked.push({ path: at, body })
      if (at === 'gaps') return board
      if (at === 'losing-edits') return late
      if (at === 'losing-edits/settle') {
        late = []
        return { id: 'late-1' }
      }
      return { state: 'saved', version: 3 }
    },
  })
  close = app.close
  await page.getByRole('button', { name: 'Put it into the editor' }).click()
  await expect.element(page.getByLabelText('Expected effect')).toHaveValue('Mine')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect
    .poll(() => asked)
    .toEqual([
      { path: 'gaps/g-1', body: { base: 2, gap: { ...draft, effect: 'Mine' } } },
      { path: 'losing-edits/settle', body: { id: 'late-1' } },
    ])
})

test('a late text of a document comes back as its fields', async () => {
  const fields = {
    title: 'Refunds',
    scope: 'Desk',
    owner: 'Lena',
    versionDate: null,
    reviewBy: null,
    roles: [],
    competencies: [],
  }
  const row = {
    ...fields,
    id: 'refunds',
    version: 2,
    sha256: 'a'.repeat(64),
    path: 'refunds.md',
    missing: [],
    passages: 0,
    words: 0,
    state: 'imported',
    released: false,
    flag: null,
    vanishedOn: null,
  }
  const late = { title: 'Refunds', owner: 'Sam', roles: ['agent'], competencies: [], path: 'refunds.md', passages: [] }
  const app = await mountApp('/studio/sources/document/refunds', {
    me: async () => ({ ...states.reviewer, roles: ['ld'] }),
    studio: async ({ path }) =>
      path.endsWith('/losing-edits')
        ? [{ id: 'late-1', kind: 'document', ref: 'refunds', base: 1, body: late, at: '2026-11-21T08:00:00.000Z' }]
        : { row, fields, passages: [], flags: [] },
  })
  close = app.close
  await page.getByRole('button', { name: 'Put it into the editor' }).click()
  await expect.element(page.getByLabelText('Owner')).toHaveValue('Sam')
  await expect.element(page.getByLabelText('Scope')).toHaveValue('')
  await expect.element(page.getByRole('group', { name: 'Roles' }).getByRole('listitem')).toHaveTextContent('agent')
})
