import { type Side, statementsOf } from '#core/consistency'

/** A sentence as it is compared, in a document without a title. */
export function toSide(text: string): Side {
  const [statement] = statementsOf({
    passages: [{ id: 'top.1', path: [], blocks: [{ block: 'text', text }] }],
  })
  if (!statement) throw new Error(`not comparable: ${text}`)
  return { statement, title: [] }
}
