import type { Page } from 'playwright-core'

/**
 * What a person does in a tool, stop by stop: the task they are at when they stop (of the tool's list), or null where they are only
 * passing or at something no aid is for; and what they did since the stop before.
 */
export type Stop = readonly [task: string | null, act: (page: Page, origin: string) => Promise<unknown>]

export interface Walk {
  /** written first, from what the tool is for */
  tasks: Readonly<Record<string, string>>
  /** logs in and fills what the launcher could not */
  begin?(page: Page, origin: string): Promise<unknown>
  stops: readonly Stop[]
}
/** Opens an address of the tool. */
export const open = (path: string) => (page: Page, origin: string) => page.goto(origin + path)

type Act = Stop[1]

export const inTurn =
  (...acts: readonly Act[]): Act =>
  async (page, origin) => {
    for (const act of acts) await act(page, origin)
  }
