import * as v from 'valibot'
import { Day, Slug } from './envelope.ts'

const Title = v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(120))

/** What every kind of aid says of itself. */
export const aidFields = {
  title: Title,
  /** the task it helps with, in the words of the person doing it */
  task: v.pipe(v.string(), v.trim(), v.minLength(1, 'must not be empty'), v.maxLength(240)),
  /** role profile ids; empty means everybody */
  roles: v.array(Slug),
  /** competency or sub-competency ids */
  competencies: v.pipe(v.array(Slug), v.minLength(1, 'must name at least one competency')),
  reviewBy: Day,
}
