import { instant } from '#core/releases'
import { newKey } from '../studio.ts'
import type { Attempts } from './attempt.ts'

/** By the file that says whose signatures count. */
export const byTrust: Attempts = [
  {
    name: 'a trust file signed by one of two root holders',
    code: 'threshold',
    run: async ({ trust, postTrust, roots }) => postTrust(await trust({}, [roots[0]])),
  },
  {
    name: 'a trust file signed by reviewers',
    code: 'threshold',
    run: async ({ trust, postTrust, keys }) => postTrust(await trust({}, [keys.sue.signer, keys.lena.signer])),
  },
  {
    name: 'a trust file that makes one person both roots first',
    code: 'threshold',
    async run({ trust, postTrust, roots }) {
      const mine = await newKey()
      const bent = await trust({ roots: { keys: [{ person: 'eve', name: 'Eve', jwk: mine.jwk }], need: 1 } }, [
        roots[0],
        mine.signer,
      ])
      return postTrust(bent)
    },
  },
  {
    name: 'a trust file two versions on',
    code: 'wrong-version',
    run: async ({ trust, postTrust }) => postTrust(await trust({}, undefined, (t) => ({ ...t, version: 4 }))),
  },
  {
    name: 'the trust file in force handed in again',
    code: 'wrong-version',
    async run({ org, postTrust }) {
      const row = await org.db.selectFrom('trust').select('jws').where('version', '=', 2).executeTakeFirstOrThrow()
      return postTrust(row.jws)
    },
  },
  {
    name: 'a trust file that makes a production organisation a demo',
    code: 'refused',
    run: async ({ trust, postTrust }) => postTrust(await trust({}, undefined, (t) => ({ ...t, demo: true }))),
  },
  {
    name: "another organisation's trust file, signed by the same root holders",
    code: 'wrong-tenant',
    run: async ({ trust, postTrust }) => postTrust(await trust({}, undefined, (t) => ({ ...t, tenant: 'other' }))),
  },
  {
    name: 'a trust file that ended before it came',
    code: 'refused',
    run: async ({ trust, postTrust }) =>
      postTrust(await trust({}, undefined, (t) => ({ ...t, expires: instant(Date.now() - 1) }))),
  },
  {
    name: 'a trust file that brings a withdrawn key back',
    code: 'conflict',
    async run({ as, keys, trust, postTrust }) {
      await as('sue')('POST', `/v1/studio/keys/${keys.sue.signer.kid}/withdraw`, {})
      return postTrust(await trust({}))
    },
  },
  {
    name: 'a trust file handed in by an L&D reviewer',
    code: 'forbidden',
    run: async ({ as, trust }) => as('lena')('POST', '/v1/studio/trust', { jws: await trust({}) }),
  },
  {
    name: 'a trust file handed in by an administrator',
    code: 'forbidden',
    run: async ({ as, trust }) => as('ada')('POST', '/v1/studio/trust', { jws: await trust({}) }),
  },
  {
    name: "a draft with one signature, after the other reviewer's key was revoked",
    code: 'refused',
    async run({ keys, trust, postTrust, compose, sign, plant }) {
      await postTrust(await trust({ revoke: [keys.luis.signer.kid] }))
      await sign('sue', await plant())
      return compose()
    },
  },
]
