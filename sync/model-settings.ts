import { readFileSync } from 'node:fs'
import { AppError } from '#core/base'

/** The organisation's own choice of a model, for drafting only. */
export interface ModelSettings {
  /** up to and with `/v1`; requests go to `<url>/chat/completions` and nowhere else */
  url: URL
  name: string
  /** sent to that address only; never logged, never told to a client */
  key: string | null
}

/**
 * `HANDRAIL_MODEL_URL`, `HANDRAIL_MODEL`, and `HANDRAIL_MODEL_KEY` or `HANDRAIL_MODEL_KEY_FILE`: all from the server's
 * environment, none from the studio.
 *
 * @returns null where no address is set: everything else works without
 * @throws {AppError} `bad-input`
 */
export function readModelSettings(env: NodeJS.ProcessEnv): ModelSettings | null {
  const {
    HANDRAIL_MODEL_URL: address,
    HANDRAIL_MODEL: name,
    HANDRAIL_MODEL_KEY: key,
    HANDRAIL_MODEL_KEY_FILE: file,
  } = env
  if (!address) return null
  const url = URL.canParse(address) ? new URL(address) : null
  if (!url || url.username || url.password || url.search || url.hash || !(url.protocol === 'https:' || isHere(url)))
    throw new AppError(
      'bad-input',
      'HANDRAIL_MODEL_URL is no address of a model; give https://host/v1, without a name, password or question mark.',
    )
  if (!name) throw new AppError('bad-input', 'HANDRAIL_MODEL_URL is set, but HANDRAIL_MODEL does not name a model.')
  return { url, name: name.slice(0, 200), key: key || (file ? readKey(file) : null) }
}

/** On this machine nobody listens in between. */
const isHere = ({ protocol, hostname }: URL): boolean =>
  protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname)

function readKey(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new AppError('bad-input', `HANDRAIL_MODEL_KEY_FILE: ${file} cannot be read.`, cause)
  }
}
