import * as v from 'valibot'

/** A question whose objects are not among the first three hits, as the server says it. */
export const Failed = v.object({
  id: v.string(),
  text: v.string(),
  found: v.nullable(v.number()),
  instead: v.nullable(v.string()),
})

/** A line each, for people. */
export const failedLines = (failed: readonly v.InferOutput<typeof Failed>[]): string[] =>
  failed.map(({ text, found, instead }) => {
    const where = found === null ? 'not among the first ten' : `only in place ${found}`
    return `  "${text}": ${where}${instead === null ? ', nothing else either' : `, after "${instead}"`}`
  })
