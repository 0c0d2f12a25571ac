import type { EngineAnswer } from '../engine-link/answer.ts'

/** All that differs between the browsers Handrail is built for. Everything outside this folder is the same code. */
export interface BrowserDifferences {
  /** a site's pattern (`sitePattern`) as this browser's grants, scripts and tab queries take it */
  matchOf(pattern: string): string
  /** the background's own beginning, before anything else of it; hears what only this browser tells it */
  begin(): void
  /** whether this browser says so by refusing to read the managed policy that there is none */
  saysNoPolicy(refusal: unknown): boolean
  /** what this browser keeps beyond the background's life; called at install and when the browser starts */
  prepare(): Promise<void>
  /** makes sure that the engine runs; asking again is free */
  wakeEngine(): Promise<void>
  /** from a page of ours: ends the engine's document, whose connections cannot be widened to another server; the next call makes a new one */
  endEngine(): Promise<void>
  /** asks the engine from the background, waking it first */
  askEngine(call: { method: string; args: unknown[] }): Promise<EngineAnswer>
  /**
   * Shows a window's panel. Called before anything is awaited: where a click is needed, it still counts. Where none is needed, a page
   * could ask for it at any time: there `isMeant` is asked first.
   */
  openPanel(window: number, isMeant: () => Promise<boolean>): Promise<void>
}
