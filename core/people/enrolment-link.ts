import { AppError } from '#core/base'

export interface EnrolmentLink {
  server: string
  tenant: string
  code: string
  rootHash: string
  /** of the root, in groups that two people can compare aloud: 80 bits */
  fingerprint: string
}

/**
 * `<server>/enrol#<tenant>.<code>.<rootHash>` (CONTRACTS, Enrolment).
 *
 * @throws {AppError} `bad-link`, saying what to do
 */
export function readEnrolmentLink(text: string): EnrolmentLink {
  const bad = (cause?: unknown) =>
    new AppError(
      'bad-link',
      'This is not an enrolment link. Copy the whole link, from "http" to its end, and try again.',
      cause,
    )
  let url: URL
  try {
    url = new URL(text.trim())
  } catch (cause) {
    throw bad(cause)
  }
  const loopback = url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === '[::1]'
  // the link carries a secret: it goes to the server over https, or not further than this machine
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) throw bad()
  const [, tenant, code, rootHash] =
    /^#([a-z0-9-]{1,100})\.([A-Za-z0-9_-]{16,64})\.([0-9a-f]{64})$/.exec(url.hash) ?? []
  if (!tenant || !code || !rootHash) throw bad()
  return { server: url.origin, tenant, code, rootHash, fingerprint: fingerprint(rootHash) }
}

const fingerprint = (rootHash: string): string => (rootHash.slice(0, 20).match(/.{4}/g) ?? []).join(' ')
