import type { Kysely } from 'kysely'
import type { Schema } from '../database.ts'
import { domainTitles } from './object-domains.ts'
import { reviewerRows } from './readiness.ts'

/**
 * Whether an SME vouches for what an object is about: who has reserved hours "only for these domains" signs in no other, so that
 * an expert's word is one. Who is named without domains, or not at all, reviews everything; what is in no domain is anybody's.
 *
 * @param today `YYYY-MM-DD`
 * @returns why not, in words for that person, or null where they may
 */
export async function createSmeDomains(
  db: Kysely<Schema>,
  today: string,
): Promise<(person: string, domains: readonly string[]) => string | null> {
  const rows = await reviewerRows(db, today)
  const titleOf = await domainTitles(db)
  const titles = (domains: readonly string[]) => [...new Set(domains)].map((id) => `“${titleOf(id)}”`).join(', ')
  return (person, domains) => {
    const own = rows.filter((row) => row.person === person)
    const named = own.flatMap((row) => row.domains)
    if (own.length === 0 || own.some((row) => row.domains.length === 0) || domains.length === 0) return null
    if (domains.some((domain) => named.includes(domain))) return null
    return `It is about ${titles(domains)}; as SME you review only ${titles(named)}. L&D can change that under Studio, Readiness, Reviewers with hours.`
  }
}
