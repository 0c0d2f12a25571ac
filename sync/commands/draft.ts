import { setTimeout } from 'node:timers/promises'
import { defineCommand } from 'citty'
import { DraftPreview, DraftReply } from '#core/authoring'
import { parse } from '#core/base'
import { withOperator } from '../client.ts'

/** How often a draft that is being made is asked for, ms. */
const ASK_MS = 500

export const draft = defineCommand({
  meta: { name: 'draft', description: 'Draft on a brief: JSON for import objects on stdout, what to know on stderr' },
  args: {
    brief: { type: 'positional', description: 'id of the brief', required: true },
    as: { type: 'string', description: 'the author it is done for', required: true },
    id: { type: 'string', description: 'of the object to be', default: 'draft' },
    type: { type: 'string', description: 'of an item: order, choose-and-justify or scenario' },
    model: { type: 'boolean', description: 'with the model the server is set to; from passages alone without' },
    leaves: { type: 'boolean', description: 'only show, word for word, what would be sent to the model' },
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      if (args.leaves) {
        const query = new URLSearchParams({ brief: args.brief })
        const preview = parse(DraftPreview, await operator.get(`/v1/studio/drafts/model?${query}`), 'preview')
        if (preview.whyNot) console.error(preview.whyNot)
        for (const { body } of preview.requests) console.log(body)
        return
      }
      const order = { as: args.as, brief: args.brief, with: args.model ? 'model' : 'extraction', type: args.type }
      let reply = parse(DraftReply, await operator.post('/v1/studio/drafts', order), 'draft')
      while (reply.state === 'making') {
        await setTimeout(ASK_MS)
        const path = `/v1/studio/drafts/${reply.id}?${new URLSearchParams({ as: args.as })}`
        reply = parse(DraftReply, await operator.get(path), 'draft')
      }
      for (const warning of reply.warnings) console.error(warning)
      console.log(JSON.stringify({ kind: reply.kind, id: args.id, body: reply.body }, null, 2))
    }),
})
