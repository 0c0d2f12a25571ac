import * as v from 'valibot'
import { PageFacts } from '#core/anchors'
import { Signals } from './signals.ts'

/** Elements of one example at most: what an author can still look through. */
export const MOST_SAVED_ELEMENTS = 400
/** An example's largest size as JSON, in characters. */
export const MAX_SAVED_PAGE_CHARS = 256 * 1024

/** A page as an author's panel reads it: structure and labels, never values. */
export const PageRead = v.strictObject({ signals: Signals, facts: PageFacts })
export interface PageRead {
  signals: Signals
  facts: PageFacts
}

/** A page as it was when an author saved it as an example. */
export const SavedPage = v.pipe(
  PageRead,
  v.check(
    ({ facts }) => facts.elements.length <= MOST_SAVED_ELEMENTS,
    `an example holds at most ${MOST_SAVED_ELEMENTS} elements`,
  ),
  v.check((state) => JSON.stringify(state).length <= MAX_SAVED_PAGE_CHARS, 'this example is too large; take lines out'),
)
export type SavedPage = PageRead

/** Where a text of a page state stands; `structure` are roles and tags, all others are words of the page. */
export type TextPlace =
  | Exclude<keyof Signals, 'host' | 'seconds'>
  | 'name'
  | 'label'
  | 'mark'
  | 'attributes'
  | 'near'
  | 'row'
  | 'language'
  | 'structure'

/** One text of a page state, once, wherever it stands. */
export interface PageText {
  text: string
  kind: 'words' | 'structure'
  places: TextPlace[]
}
export interface TextChange {
  text: string
  kind: PageText['kind']
  /** '' takes it out everywhere */
  to: string
}

/** Called for every text; '' takes it out. */
type Change = (text: string, place: TextPlace) => string

const kindOf = (place: TextPlace): PageText['kind'] => (place === 'structure' ? 'structure' : 'words')

/**
 * Every text of a page state but the tool's host, each once, in the order of the page: what an author looks through before it is
 * sent.
 */
export function pageTexts(state: SavedPage): PageText[] {
  const found = new Map<string, PageText>()
  mapTexts(state, (text, place) => {
    const kind = kindOf(place)
    const known = found.get(`${kind} ${text}`) ?? { text, kind, places: [] }
    if (!known.places.includes(place)) known.places.push(place)
    found.set(`${kind} ${text}`, known)
    return text
  })
  return [...found.values()]
}

/** The state with texts edited or taken out, each everywhere it stands. */
export function changeTexts(state: SavedPage, changes: readonly TextChange[]): SavedPage {
  const to = new Map(changes.map((change) => [`${change.kind} ${change.text}`, change.to.trim()]))
  return mapTexts(state, (text, place) => to.get(`${kindOf(place)} ${text}`) ?? text)
}

function mapTexts({ signals, facts }: SavedPage, change: Change): SavedPage {
  const one = (text: string, place: TextPlace) => (text === '' ? '' : change(text, place))
  const maybe = (text: string | null, place: TextPlace) => (text ? change(text, place) || null : null)
  const list = (texts: readonly string[], place: TextPlace) =>
    texts.map((text) => one(text, place)).filter((text) => text !== '')

  const path = one(signals.pathShape, 'pathShape')
  return {
    signals: {
      host: signals.host,
      pathShape: path.startsWith('/') ? path : `/${path}`,
      title: one(signals.title, 'title'),
      headings: list(signals.headings, 'headings'),
      labels: list(signals.labels, 'labels'),
      focused: maybe(signals.focused, 'focused'),
      banners: list(signals.banners, 'banners'),
      controls: signals.controls
        .map(({ role, name, testId }) => ({
          role: maybe(role, 'structure'),
          name: one(name, 'controls'),
          testId: maybe(testId, 'mark'),
        }))
        .filter(({ name, testId }) => name !== '' || testId !== null),
      groups: signals.groups.map(({ name, holds }) => ({ name: one(name, 'groups'), holds: list(holds, 'groups') })),
      seconds: signals.seconds,
    },
    facts: {
      language: maybe(facts.language, 'language'),
      elements: facts.elements.map((element) => {
        const beside = element.neighbours
          .map((text, at) => ({ text: one(text, 'near'), role: one(element.around[at] ?? 'text', 'structure') }))
          .filter(({ text }) => text !== '')
        return {
          role: one(element.role, 'structure') || 'generic',
          name: one(element.name, 'name'),
          label: maybe(element.label, 'label'),
          testId: maybe(element.testId, 'mark'),
          attributes: Object.fromEntries(
            Object.entries(element.attributes)
              .map(([name, value]) => [name, one(value, 'attributes')] as const)
              .filter(([, value]) => value !== ''),
          ),
          path: list(element.path, 'structure'),
          heading: maybe(element.heading, 'headings'),
          neighbours: beside.map(({ text }) => text),
          around: beside.map(({ role }) => role || 'text'),
          item: maybe(element.item, 'row'),
        }
      }),
    },
  }
}
