export { createKeyring, type Keyring } from './keyring.ts'
export { generatePrivateJwk, PrivateJwk, publicJwkOf, signerFromJwk } from './private-jwk.ts'
