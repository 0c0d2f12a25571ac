import { defineCommand } from 'citty'
import * as v from 'valibot'
import { Edited, gateNames, ReadinessView, readinessStepNames, readinessSteps, StepEvidence } from '#core/authoring'
import { AppError, dayOf, parse, parseJson } from '#core/base'
import { withOperator } from '../client.ts'
import { realWorld } from '../organisation.ts'
import { readText } from './input-file.ts'

const json = { type: 'boolean', description: 'one JSON object on stdout' } as const
const as = { type: 'string', description: 'the L&D lead it is done for', required: true } as const

const show = defineCommand({
  meta: { name: 'show', description: 'Say how far each step is, and exactly what is missing' },
  args: { json },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const view = parse(ReadinessView, await operator.get('/v1/studio/readiness'), 'readiness')
      if (args.json) return console.log(JSON.stringify({ steps: view.steps, switches: view.switches }))
      for (const [i, { step, state, missing, seen }] of view.steps.entries()) {
        console.log(`${i + 1}. ${readinessSteps[step].title}: ${state}`)
        for (const line of missing) console.log(`   missing: ${line}`)
        for (const line of seen) console.log(`   seen: ${line}`)
      }
      for (const { gate, on, wanted, missing } of view.switches)
        console.log(
          `${gate}: ${on ? 'on' : wanted ? 'wanted, but off' : 'off'}${missing.length > 0 ? `, waits for ${missing.map(({ step }) => step).join(', ')}` : ''}`,
        )
    }),
})

const evidence = defineCommand({
  meta: { name: 'evidence', description: 'Fill in the form of a step from a JSON file, or take it back' },
  args: {
    step: { type: 'positional', description: readinessStepNames.join(', '), required: true },
    file: { type: 'positional', description: 'JSON: an array of rows, as the form asks them', required: false },
    on: { type: 'string', description: 'the day it was found to be so; today without' },
    note: { type: 'string', description: 'a remark beside it' },
    withdraw: { type: 'boolean', description: 'take back what was said' },
    as,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const step = parse(v.picklist(readinessStepNames), args.step, 'step')
      if ((args.file === undefined) !== (args.withdraw === true))
        throw new AppError('bad-usage', 'Name a file with rows, or say --withdraw.')
      const view = parse(ReadinessView, await operator.get('/v1/studio/readiness'), 'readiness')
      const given: StepEvidence = {
        state: args.withdraw ? 'withdrawn' : 'given',
        on: args.on ?? dayOf(realWorld.nowMs()),
        rows: args.file === undefined ? [] : parseJson(StepEvidence.entries.rows, readText(args.file), args.file),
        note: args.note ?? null,
      }
      const base = view.steps.find((each) => each.step === step)?.version ?? 0
      const reply = await operator.post(`/v1/studio/readiness/${step}`, { as: args.as, base, evidence: given })
      const edited = parse(Edited, reply, 'reply')
      if (edited.state === 'conflict')
        throw new AppError('conflict', 'Somebody changed this step just now; look again.')
      console.log(args.json ? JSON.stringify({ step, ...edited }) : `${readinessSteps[step].title}: ${edited.state}`)
    }),
})

const turn = defineCommand({
  meta: { name: 'switch', description: 'Switch on what has its evidence, or switch it off' },
  args: {
    gate: { type: 'positional', description: gateNames.join(', '), required: true },
    state: { type: 'positional', description: 'on or off', required: true },
    as,
    json,
  },
  run: ({ args }) =>
    withOperator(async (operator) => {
      const gate = parse(v.picklist(gateNames), args.gate, 'switch')
      const on = parse(v.picklist(['on', 'off'], 'must be on or off'), args.state, 'state') === 'on'
      const reply = await operator.post(`/v1/studio/switches/${gate}`, { as: args.as, on })
      const done = parse(v.object({ gate: v.string(), on: v.boolean() }), reply, 'reply')
      console.log(args.json ? JSON.stringify(done) : `${gate} is ${done.on ? 'on' : 'off'}.`)
    }),
})

export const readiness = defineCommand({
  meta: { name: 'readiness', description: 'The steps before anything is recommended, drafted by a model or scaled' },
  subCommands: { show, evidence, switch: turn },
})
