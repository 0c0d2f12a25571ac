import { AppError } from '#core/base'
import type { Matcher } from './matcher.ts'
import { bannerSays } from './matchers/banner-says.ts'
import { elementPresent } from './matchers/element-present.ts'
import { fieldFocused } from './matchers/field-focused.ts'
import { host } from './matchers/host.ts'
import { path } from './matchers/path.ts'
import { textNearText } from './matchers/text-near-text.ts'
import { textPresent } from './matchers/text-present.ts'
import { timeInState } from './matchers/time-in-state.ts'

/** Every way a placement can recognise a page, one line each: a closed list, no expressions. */
export const matchers: readonly Matcher[] = [
  host,
  path,
  textPresent,
  elementPresent,
  textNearText,
  fieldFocused,
  bannerSays,
  timeInState,
]

const byName = new Map(matchers.map((matcher) => [matcher.matcher, matcher]))

/** @throws {AppError} `unknown-matcher` */
export function matcherFor(name: string): Matcher {
  const matcher = byName.get(name)
  if (!matcher)
    throw new AppError('unknown-matcher', `There is no matcher "${name}"; use one of ${[...byName.keys()].join(', ')}.`)
  return matcher
}
