import * as v from 'valibot'
import { Day, ObjectId, Slug } from '#core/content'

const Text = v.pipe(
  v.union([v.string(), v.number()], 'must be text'),
  v.transform(String),
  v.trim(),
  v.minLength(1, 'is empty'),
)
const Slugs = v.pipe(
  v.union([v.string(), v.array(v.string())], 'must be a list of ids'),
  v.transform((value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value)),
  v.array(Slug),
  v.minLength(1, 'is empty'),
)
const Ids = v.pipe(
  v.union([v.string(), v.array(v.string())], 'must be a list of ids'),
  v.transform((value) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value)),
  v.array(ObjectId),
)

/** Front matter names as people write them, and what each must look like. All but the title have no fallback. */
const schemas = {
  title: Text,
  scope: Text,
  'version-date': Day,
  owner: Text,
  'review-by': Day,
  roles: Slugs,
  competencies: Slugs,
  procedure: ObjectId,
  supersedes: Ids,
}
type Name = keyof typeof schemas

export interface DocumentFields {
  title?: string
  scope?: string
  versionDate?: string
  owner?: string
  reviewBy?: string
  roles?: string[]
  competencies?: string[]
  /** what it describes, where another document may describe the same; the document's own id unless told */
  procedure?: string
  /** ids of documents whose place it takes */
  supersedes?: string[]
}

/**
 * Reads the seven fields, and the two that say which procedure it is. One that cannot be read counts as missing, with a warning
 * that says why; other names are left alone.
 *
 * @param today a day like 2026-01-31, for warnings about dates
 */
export function readFields(raw: Record<string, unknown>, today: string) {
  const warnings: string[] = []
  const field = <K extends Name>(name: K): v.InferOutput<(typeof schemas)[K]> | undefined => {
    const value = raw[name]
    if (value === undefined || value === null) return undefined
    const result = v.safeParse(schemas[name], value)
    if (result.success) return result.output
    warnings.push(`${name}: ${result.issues[0].message}`)
    return undefined
  }
  const fields = defined({
    title: field('title'),
    scope: field('scope'),
    versionDate: field('version-date'),
    owner: field('owner'),
    reviewBy: field('review-by'),
    roles: field('roles'),
    competencies: field('competencies'),
    procedure: field('procedure'),
    supersedes: field('supersedes'),
  })
  if (fields.versionDate && fields.versionDate > today) warnings.push(`version-date: ${fields.versionDate} is to come`)
  if (fields.reviewBy && fields.reviewBy < today) warnings.push(`review-by: review was due on ${fields.reviewBy}`)
  return { fields, warnings }
}

type Citable = 'scope' | 'versionDate' | 'owner' | 'reviewBy' | 'roles' | 'competencies'

/** Which of the six fields that make a document citable it lacks, by their names in front matter. */
export function missingFields(fields: { [K in Citable]?: DocumentFields[K] | null | undefined }): string[] {
  const required = {
    scope: fields.scope ?? undefined,
    'version-date': fields.versionDate ?? undefined,
    owner: fields.owner ?? undefined,
    'review-by': fields.reviewBy ?? undefined,
    roles: fields.roles?.length || undefined,
    competencies: fields.competencies?.length || undefined,
  }
  return Object.entries(required).flatMap(([name, value]) => (value === undefined ? [name] : []))
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>
}
