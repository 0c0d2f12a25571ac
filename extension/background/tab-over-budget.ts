import * as v from 'valibot'
import { browser } from 'wxt/browser'
import { parse } from '#core/base'

/** Our script ended itself on a tab's page because it took too long there. */
const OverBudget = v.object({
  /** main-thread milliseconds of ours that were too many */
  ms: v.pipe(v.number(), v.minValue(0), v.maxValue(1e9)),
  /** the site it was on, as the browser names it */
  origin: v.string(),
})
export type OverBudget = v.InferOutput<typeof OverBudget>

export const overBudgetKey = (tab: number) => `over-budget:${tab}`

export async function readOverBudget(tab: number): Promise<OverBudget | null> {
  const key = overBudgetKey(tab)
  const { [key]: kept } = await browser.storage.session.get(key)
  return kept === undefined ? null : parse(OverBudget, kept, 'page over its budget')
}

/** Until the page is loaded anew, the person switches us on again, or the tab is closed. */
export const keepOverBudget = (tab: number, over: OverBudget): Promise<void> =>
  browser.storage.session.set({ [overBudgetKey(tab)]: over })

export const forgetOverBudget = (tab: number): Promise<void> => browser.storage.session.remove(overBudgetKey(tab))
