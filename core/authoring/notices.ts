import * as v from 'valibot'
import { Day } from '#core/content'

/** Something that waits for one person. `id` changes when it waits in another way, so that it is told again. */
export const Notice = v.object({
  id: v.string(),
  kind: v.picklist(['review', 'release', 'task']),
  title: v.string(),
  dueOn: v.nullable(Day),
  overdue: v.boolean(),
  /** where it is done, in the app */
  to: v.string(),
})
export type Notice = v.InferOutput<typeof Notice>

export const NoticeBoard = v.object({
  notices: v.array(Notice),
  /** whether mail is set up here, and what this person said of it; `address` null where none is known */
  mail: v.object({ possible: v.boolean(), address: v.nullable(v.string()), stopped: v.boolean() }),
})
export type NoticeBoard = v.InferOutput<typeof NoticeBoard>
