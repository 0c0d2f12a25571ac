/** How a job aid is laid out. A shipped name is never renamed. */
export const jobAidFormats = ['steps', 'checklist', 'decision', 'reference', 'do-dont', 'script'] as const
