import { newKey, refundAid, refundsDocument } from '../studio.ts'
import type { Attempts } from './attempt.ts'
import { PLANTED } from './gate-world.ts'

/** By who asks: every role's credential, none, the operator's token, and in somebody else's name. */
export const byPeople: Attempts = [
  {
    name: 'nobody imports a draft',
    code: 'unauthorised',
    run: ({ nobody }) => nobody('POST', '/v1/studio/objects', { objects: [refundAid(PLANTED)] }),
  },
  {
    name: 'nobody sends an approval',
    code: 'unauthorised',
    async run({ plant, as, keys, nobody, approve }) {
      const { jws } = await approve('sue', 'sme', keys.sue.signer, await plant(), { tenant: 'elsewhere' })
      await as('sue')('GET', '/v1/studio/reviews')
      return nobody('POST', '/v1/approvals', { jws })
    },
  },
  {
    name: 'a device whose access was withdrawn publishes',
    code: 'unauthorised',
    async run({ org, compose, as, waiting, plant, sign }) {
      const objects = await plant()
      await sign('sue', objects)
      await compose()
      await org.db.updateTable('device').set({ revoked_ms: 1 }).where('person', '=', 'lena').execute()
      await waiting()
      return as('lena')('POST', '/v1/studio/releases', {})
    },
  },
  {
    name: 'a learner imports a draft',
    code: 'forbidden',
    run: ({ as }) => as('leo')('POST', '/v1/studio/objects', { objects: [refundAid(PLANTED)] }),
  },
  {
    name: 'a learner asks to sign as an SME',
    code: 'forbidden',
    run: async ({ as }) => as('leo')('POST', '/v1/studio/keys', { jwk: (await newKey()).jwk, role: 'sme' }),
  },
  {
    name: 'a learner signs with a key of their own',
    code: 'unknown-key',
    run: async ({ plant, approve }) => (await approve('leo', 'sme', (await newKey()).signer, await plant())).reply,
  },
  {
    name: 'an author asks to sign as an L&D reviewer',
    code: 'forbidden',
    run: async ({ as }) => as('amira')('POST', '/v1/studio/keys', { jwk: (await newKey()).jwk, role: 'ld' }),
  },
  {
    name: 'an author composes a release',
    code: 'forbidden',
    async run({ plant, compose }) {
      await plant()
      return compose('amira')
    },
  },
  {
    name: 'an author names an L&D lead to act for',
    code: 'forbidden',
    async run({ plant, as }) {
      await plant()
      return as('amira')('POST', '/v1/studio/releases', { as: 'lena' })
    },
  },
  {
    name: 'a manager composes a release',
    code: 'forbidden',
    async run({ plant, compose }) {
      await plant()
      return compose('mona')
    },
  },
  {
    name: 'an administrator asks to sign as an SME',
    code: 'forbidden',
    run: async ({ as }) => as('ada')('POST', '/v1/studio/keys', { jwk: (await newKey()).jwk, role: 'sme' }),
  },
  {
    name: 'an administrator publishes what waits',
    code: 'forbidden',
    async run({ as, plant, keys, approve }) {
      const { jws } = await approve('ada', 'ld', keys.lena.signer, await plant(), { person: 'ada' })
      return as('ada')('POST', '/v1/studio/releases/2', { jws })
    },
  },
  {
    name: 'an administrator imports without being an author',
    code: 'forbidden',
    run: ({ as }) => as('ada')('POST', '/v1/studio/objects', { objects: [refundAid(PLANTED)] }),
  },
  {
    name: 'an auditor composes a release',
    code: 'forbidden',
    async run({ plant, compose }) {
      await plant()
      return compose('ari')
    },
  },
  {
    name: 'an SME who is no author imports',
    code: 'forbidden',
    run: ({ as }) => as('sue')('POST', '/v1/studio/objects', { objects: [refundAid(PLANTED)] }),
  },
  {
    name: 'an SME composes a release',
    code: 'forbidden',
    async run({ plant, compose }) {
      await plant()
      return compose('sue')
    },
  },
  {
    name: "the operator's token sends an honest SME's approval",
    code: 'unauthorised',
    async run({ plant, operator, keys, approve }) {
      const { jws } = await approve('sue', 'sme', keys.sue.signer, await plant())
      return operator('POST', '/v1/approvals', { jws })
    },
  },
  {
    name: "the operator's token asks for a signing key as Sue",
    code: 'unauthorised',
    run: async ({ operator }) =>
      operator('POST', '/v1/studio/keys', { jwk: (await newKey()).jwk, role: 'sme', as: 'sue' }),
  },
  {
    name: "the operator's token signs a release",
    code: 'unauthorised',
    async run({ plant, operator }) {
      await plant()
      return operator('POST', '/v1/studio/releases/2', { jws: '{}' })
    },
  },
  {
    name: 'the operator composes for nobody',
    code: 'forbidden',
    async run({ plant, operator }) {
      await plant()
      return operator('POST', '/v1/studio/releases', {})
    },
  },
  {
    name: 'the operator composes --as an author',
    code: 'forbidden',
    async run({ plant, operator }) {
      await plant()
      return operator('POST', '/v1/studio/releases', { as: 'amira' })
    },
  },
  {
    name: 'the operator composes --as somebody who does not exist',
    code: 'forbidden',
    async run({ plant, operator }) {
      await plant()
      return operator('POST', '/v1/studio/releases', { as: 'ghost' })
    },
  },
  {
    name: 'the operator composes --as an L&D lead what nobody reviewed',
    code: 'refused',
    async run({ plant, operator }) {
      await plant()
      return operator('POST', '/v1/studio/releases', { as: 'lena' })
    },
  },
  {
    name: 'the operator imports --as a learner',
    code: 'forbidden',
    run: ({ operator }) => operator('POST', '/v1/studio/objects', { as: 'leo', objects: [refundAid(PLANTED)] }),
  },
  {
    name: 'the operator signs with a demo key file where there is no demo',
    code: 'refused',
    async run({ plant, sign, operator }) {
      await sign('sue', await plant())
      return operator('POST', '/v1/studio/releases/2/demo-signature', { as: 'lena' })
    },
  },
]

/** By what is brought in. */
export const byImport: Attempts = [
  {
    name: 'an import that claims a version, approvals and a state',
    code: 'refused',
    async run({ plant, compose }) {
      await plant('amira', { version: 99, approvals: [{ role: 'sme' }, { role: 'ld' }], state: 'approved' })
      return compose()
    },
  },
  {
    name: 'an import that names others as its authors, reviewed by who imported it',
    code: 'forbidden',
    run: async ({ plant, sign }) => sign('sam', await plant('sam', { authors: ['amira'] })),
  },
  {
    name: 'an import that names its SME as author, to sign all the same',
    code: 'forbidden',
    run: async ({ plant, sign }) => sign('sue', await plant('amira', { authors: ['sue'] })),
  },
  {
    name: 'an import of a kind that does not exist',
    code: 'unknown-kind',
    run: ({ as }) =>
      as('amira')('POST', '/v1/studio/objects', { objects: [{ kind: 'script', id: 'x', body: { text: PLANTED } }] }),
  },
  {
    name: 'an import with a prototype in it',
    code: 'bad-input',
    run: ({ as }) => {
      const body = JSON.parse(
        `{"__proto__": {"title": "${PLANTED}"}, "constructor": {"prototype": {"approved": true}}}`,
      )
      return as('amira')('POST', '/v1/studio/objects', { objects: [{ kind: 'job-aid', id: 'x', body }] })
    },
  },
  {
    name: 'an import that nests two thousand levels',
    code: 'bad-input',
    run: ({ as }) => {
      const deep = JSON.parse(`${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`) as Record<string, unknown>
      return as('amira')('POST', '/v1/studio/objects', {
        objects: [{ kind: 'job-aid', id: 'x', body: { ...refundAid(PLANTED).body, deep } }],
      })
    },
  },
  {
    name: 'an import of nine megabytes',
    code: 'too-large',
    run: ({ as }) =>
      as('amira')('POST', '/v1/studio/objects', { objects: [refundAid(PLANTED, { task: 'x'.repeat(9_000_000) })] }),
  },
  {
    name: 'an approval of a megabyte',
    code: 'too-large',
    run: ({ as }) => as('sue')('POST', '/v1/approvals', { jws: 'x'.repeat(1_000_000) }),
  },
  {
    name: 'a document without its front matter, signed',
    code: 'refused',
    async run({ importAs, sign }) {
      const { taken } = await importAs('amira', refundsDocument({ owner: undefined, title: PLANTED }))
      return sign(
        'sue',
        taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 })),
      )
    },
  },
  {
    name: 'an aid with both signatures that rests on a document with none',
    code: 'refused',
    async run({ importAs, sign, compose }) {
      const aid = refundAid(PLANTED, {
        parts: [
          { blocks: [{ block: 'text', text: PLANTED }], sources: [{ document: 'rumours', passage: 'limits.1' }] },
        ],
      })
      const { taken } = await importAs('amira', { ...refundsDocument(), id: 'rumours' }, { ...aid, id: 'hearsay' })
      const [ref] = taken.filter(({ kind }) => kind === 'job-aid').map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
      if (!ref) throw new Error('the aid was not taken in')
      await sign('sue', [ref])
      await sign('lena', [ref])
      return compose()
    },
  },
  {
    name: 'the text is changed in the editor after both signed',
    code: 'refused',
    async run({ importAs, sign, publish, keys, as, compose }) {
      const { taken } = await importAs('amira', { ...refundAid('Honest'), id: 'honest' })
      const refs = taken.map(({ kind, id, sha256 }) => ({ kind, id, sha256 }))
      await sign('sue', refs)
      await sign('lena', refs)
      await publish('lena', keys.lena.signer)
      await as('amira')('POST', '/v1/studio/objects', { objects: [{ ...refundAid(PLANTED), id: 'honest' }] })
      return compose()
    },
  },
  {
    name: 'a retired object with both signatures',
    code: 'refused',
    async run({ plant, sign, as, compose }) {
      const [ref] = await plant('amira', {}, 'retired-one')
      if (!ref) throw new Error('not taken in')
      await sign('sue', [ref])
      await sign('lena', [ref])
      const { kind, id } = ref
      await as('lena')('POST', '/v1/studio/content/retire', { kind, id, state: 'retired', reason: 'It is wrong.' })
      return compose()
    },
  },
  {
    name: 'bytes that a reviewer sent back for changes',
    code: 'refused',
    async run({ plant, sign, as }) {
      const [ref] = await plant()
      await as('lena')('POST', '/v1/studio/review-notes', { ...ref, act: 'changes-requested', text: 'This is wrong.' })
      return sign('sue', ref ? [ref] : [])
    },
  },
  {
    name: 'an object on a brief whose author has not said it is ready',
    code: 'not-ready',
    run: async ({ plantOnBrief, sign }) => sign('sue', await plantOnBrief()),
  },
  {
    name: 'an object that names a brief nobody wrote',
    code: 'bad-input',
    run: ({ as, brief }) =>
      as('amira')('POST', '/v1/studio/objects', {
        objects: [{ ...refundAid(PLANTED, { brief: { ...brief, id: 'no-such-brief' } }), id: 'made-up' }],
      }),
  },
]
