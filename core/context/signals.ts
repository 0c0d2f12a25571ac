import * as v from 'valibot'
import { SIGNAL_LIMITS } from './signal-limits.ts'

const text = (chars: number) => v.pipe(v.string(), v.maxLength(chars))
const texts = ({ items, chars }: { items: number; chars: number }) => v.pipe(v.array(text(chars)), v.maxLength(items))

/** A button, tab, menu item or dialog by what it is and is called, or anything the tool's makers gave a test id. */
const Control = v.strictObject({
  role: v.nullable(text(40)),
  name: text(SIGNAL_LIMITS.controls.chars),
  testId: v.nullable(text(SIGNAL_LIMITS.controls.chars)),
})
/** A named part of the page and the labels of the fields and buttons in it. */
const Group = v.strictObject({ name: text(SIGNAL_LIMITS.groups.chars), holds: texts(SIGNAL_LIMITS.holds) })

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
  /** visible ones, in page order; their names, never what they hold */
  controls: v.optional(v.pipe(v.array(Control), v.maxLength(SIGNAL_LIMITS.controls.items)), []),
  groups: v.optional(v.pipe(v.array(Group), v.maxLength(SIGNAL_LIMITS.groups.items)), []),
  /** how long the page has been in this state, whole seconds */
  seconds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(SIGNAL_LIMITS.seconds)), 0),
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
  controls: 'names of buttons, tabs and dialogs, and the marks the makers of the tool put on its parts',
  groups: 'which of these labels stand together under one heading',
  seconds: 'how long the page has stayed as it is',
}
