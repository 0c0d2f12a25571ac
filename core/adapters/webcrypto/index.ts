export { createKeyring, type Keyring, type KeyTable, type OwnKey } from './keyring.ts'
export { ed25519Signer, generatePrivateJwk, PrivateJwk, publicJwkOf, signerFromJwk } from './private-jwk.ts'
