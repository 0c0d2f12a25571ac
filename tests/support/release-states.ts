import { keyId, type TrustedState } from '#core/releases'

const jwk = { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } as const
const kid = keyId(jwk)

/** A well-formed state without a release, in its n-th revision. */
export const anyState = (revision: number): TrustedState => ({
  revision,
  tenant: 'larkfield',
  rootHash: '0'.repeat(64),
  trust: {
    typ: 'trust',
    tenant: 'larkfield',
    version: 1,
    expires: '2030-01-01T00:00:00.000Z',
    demo: false,
    people: { rosa: { name: 'Rosa' } },
    keys: { [kid]: { jwk, person: 'rosa' } },
    roles: { root: { kids: [kid], need: 1 }, sme: { kids: [] }, ld: { kids: [] }, time: { kids: [kid] } },
    revoked: [],
  },
  time: null,
  release: null,
  releaseSha256: null,
  objects: [],
  highest: {},
  releaseFloor: 0,
  timeFloorMs: 0,
  installedAtMs: null,
})
