/** A document as far as it says which procedure it is, in a version that both reviewers signed. */
export interface ProcedureDocument {
  id: string
  title: string
  /** what it describes; documents of one procedure compete */
  procedure: string
  /** documents whose place it takes */
  supersedes: readonly string[]
  /** taken out of use on record */
  retired: boolean
  /** when its second signature was given; orders, nothing more */
  at: string
}

export interface Authority {
  /** by procedure: the one document that counts */
  current: ReadonlyMap<string, ProcedureDocument>
  /** by document that no longer counts: the one that took its place, null where it was retired without one */
  replaced: ReadonlyMap<string, ProcedureDocument | null>
  /** documents that must not count beside the current one of their procedure */
  seconds: readonly { document: ProcedureDocument; first: ProcedureDocument }[]
}

/** The procedure a document describes: what its front matter says, else the document is one of its own. */
export const procedureOf = (id: string, { procedure }: { procedure?: string | undefined }): string => procedure ?? id

/**
 * Which of the approved documents count. Of one procedure it is one: another takes its place only by naming it in `supersedes`.
 * Where two stand beside each other all the same, the one approved first counts.
 *
 * @param approved each document once, in its newest approved version
 */
export function authorityOf(approved: readonly ProcedureDocument[]): Authority {
  const byAge = [...approved].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1))
  const replaced = new Map<string, ProcedureDocument | null>()
  /** documents that name each other, in however long a ring, would all be gone: the claim that closes it is passed over */
  const isBehind = (id: string, document: ProcedureDocument): boolean => {
    const by = replaced.get(document.id)
    return by != null && (by.id === id || isBehind(id, by))
  }
  for (const document of byAge) if (document.retired) replaced.set(document.id, null)
  for (const document of byAge)
    for (const id of document.retired ? [] : document.supersedes)
      if (id !== document.id && !replaced.has(id) && !isBehind(id, document)) replaced.set(id, document)
  const current = new Map<string, ProcedureDocument>()
  const seconds: Authority['seconds'][number][] = []
  for (const document of byAge) {
    if (replaced.has(document.id)) continue
    const first = current.get(document.procedure)
    if (first) seconds.push({ document, first })
    else current.set(document.procedure, document)
  }
  return { current, replaced, seconds }
}

/**
 * Why a document may not become authoritative beside those that are; null when it may.
 *
 * @param approved the others, each in its newest approved version
 */
export function whySecond(
  { id, procedure, supersedes }: Pick<ProcedureDocument, 'id' | 'procedure' | 'supersedes'>,
  approved: readonly ProcedureDocument[],
): string | null {
  const { current, replaced } = authorityOf(approved.filter((other) => other.id !== id))
  const by = replaced.get(id)
  if (by) return `“${by.title}” (${by.id}) has taken its place; change that one, or take ${id} out of its supersedes.`
  const first = current.get(procedure)
  if (!first || supersedes.includes(first.id)) return null
  return `The procedure ${procedure} has an authoritative document: “${first.title}” (${first.id}). Let this one say supersedes: ${first.id}, or bring the change into that one.`
}
