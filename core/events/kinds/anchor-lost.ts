import * as v from 'valibot'
import { defineEventKind } from '../event-kind.ts'
import { Code, Id } from '../fields.ts'

/** Kinds of clue, as core/anchors names them: what an element was known by, never what it said. */
const LostClue = v.picklist(['name', 'label', 'test-id', 'attributes', 'structure', 'heading', 'neighbours', 'item'])

/** A step of a guide did not find its place on a page. Nothing of the page is in it. */
export const anchorLost = defineEventKind({
  kind: 'anchor-lost',
  v: 1,
  schema: v.strictObject({
    placement: Id,
    /** the step's id in the placement */
    anchor: Code,
    lost: v.pipe(v.array(LostClue), v.maxLength(8)),
  }),
  readers: {
    learner: 'everything',
    sme: 'how often each place was lost, without names',
    ld: 'how often each place was lost, without names',
  },
  purpose: 'The author of a guide learns that a tool has changed before it misleads somebody.',
  examples: [{ placement: 'hand-over-guide', anchor: 'escalate', lost: ['name', 'test-id'] }],
})
