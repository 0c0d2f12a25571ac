import type { ExtensionBrowser } from './extension-browser.ts'

/** Fetching the first release over a slow disk may take a while. */
const TIMEOUT_MS = 60_000

/**
 * Does on the extension's options page what a person does: opens the link, joins, allows the tools. The hosts must have been granted
 * before (`ExtensionBrowser.grant`).
 */
export async function enrolExtension(
  { context, origin }: ExtensionBrowser,
  { link, tools }: { link: string; tools: readonly string[] },
): Promise<void> {
  const page = await context.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  try {
    await page.goto(`${origin}/options.html#${encodeURIComponent(link)}`)
    await page.getByRole('button', { name: 'Join' }).click()
    await page.getByText('This browser is joined to').waitFor()
    for (const tool of tools) {
      await page.getByLabel('Add a site').fill(tool)
      await page.getByRole('button', { name: 'Allow', exact: true }).click()
      await page.getByRole('button', { name: `Pause ${new URL(tool).host}` }).waitFor()
    }
  } finally {
    await page.close()
  }
}
