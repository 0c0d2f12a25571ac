import { sql } from 'kysely'

/** Of objects as `o` (table `object_version`): only the newest version of each. */
export const isNewestObject = sql<boolean>`o.version = (
  select max(n.version) from object_version as n where n.kind = o.kind and n.id = o.id)`

/** Of records as `r`: only the newest version of each. */
export const isNewestRecord = sql<boolean>`r.version = (
  select max(n.version) from record as n where n.kind = r.kind and n.id = r.id)`
