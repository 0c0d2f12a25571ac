import * as v from 'valibot'

/**
 * How much a page may say about itself: items in a list, characters in a text. The collector clips to these; a message
 * beyond them is refused, because it did not come from our collector.
 */
export const SIGNAL_LIMITS = {
  host: 260,
  pathShape: 300,
  title: 200,
  headings: { items: 12, chars: 160 },
  labels: { items: 40, chars: 100 },
  banners: { items: 6, chars: 300 },
} as const

const text = (chars: number) => v.pipe(v.string(), v.maxLength(chars))
const texts = ({ items, chars }: { items: number; chars: number }) => v.pipe(v.array(text(chars)), v.maxLength(items))

/** What a page says about itself, never a value, never editable text. Lives in memory only: no event, store or log holds it. */
export const Signals = v.strictObject({
  /** host name with its port where it is not the usual one: `desk.example.com`, `127.0.0.1:8788` */
  host: v.pipe(text(SIGNAL_LIMITS.host), v.minLength(1)),
  pathShape: v.pipe(text(SIGNAL_LIMITS.pathShape), v.startsWith('/')),
  title: text(SIGNAL_LIMITS.title),
  headings: texts(SIGNAL_LIMITS.headings),
  /** of visible fields, in page order */
  labels: texts(SIGNAL_LIMITS.labels),
  /** label of the focused field */
  focused: v.nullable(text(SIGNAL_LIMITS.labels.chars)),
  /** status and alert messages on the page */
  banners: texts(SIGNAL_LIMITS.banners),
})
export type Signals = v.InferOutput<typeof Signals>

/** The parts of the signals, in plain words: the options page shows what is read on a page from these. */
export const signalWords: Readonly<Record<keyof Signals, string>> = {
  host: 'the address of the tool (its host name)',
  pathShape: 'which kind of page it is (the path, with numbers and ids taken out)',
  title: 'the page title',
  headings: 'headings',
  labels: 'labels of visible fields, never what is in them',
  focused: 'the label of the field you are in',
  banners: 'status and error messages of the tool',
}
