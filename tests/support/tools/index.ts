import { maildev } from './maildev.ts'
import { nodeRed } from './node-red.ts'
import { tiddlywiki } from './tiddlywiki.ts'
import { launchTool, type RunningTool, type ToolPlan } from './tool-process.ts'

const plans = { tiddlywiki, 'node-red': nodeRed, maildev } satisfies Record<string, ToolPlan>

export type ToolName = keyof typeof plans
export const toolNames: readonly ToolName[] = ['tiddlywiki', 'node-red', 'maildev']

/**
 * Starts a third-party tool on a free port of 127.0.0.1, in a fresh folder with made-up content; it answers when this resolves.
 *
 * @throws when it does not answer within a minute, with what it said
 */
export const startTool = (name: ToolName): Promise<RunningTool> => launchTool(name, plans[name])
