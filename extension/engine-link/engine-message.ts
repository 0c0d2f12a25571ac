import * as v from 'valibot'

/** A call to the engine as it crosses from one page of the extension to another. */
export const EngineMessage = v.object({
  method: v.pipe(v.string(), v.maxLength(40)),
  args: v.pipe(v.array(v.unknown()), v.maxLength(5)),
})
export type EngineMessage = v.InferOutput<typeof EngineMessage>
