import * as v from 'valibot'
import { Slug } from '#core/content'

const Path = v.pipe(v.string(), v.minLength(1), v.maxLength(1000))
const Address = v.pipe(v.string(), v.url('must be a full address'), v.maxLength(2000))

/** Where documents come from. A folder is one of the server's own machine, so only the operator may name it. */
export const SourcePlace = v.variant('type', [
  v.object({ type: v.literal('folder'), folder: Path, watched: v.boolean() }),
  v.object({
    type: v.literal('addresses'),
    addresses: v.pipe(v.array(Address), v.minLength(1, 'must name an address'), v.maxLength(500)),
  }),
])
export type SourcePlace = v.InferOutput<typeof SourcePlace>

/** Body of a record of the kind `source`. */
export const SourceBody = v.object({
  title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  place: SourcePlace,
  /** the author its documents are imported as */
  author: Slug,
  state: v.picklist(['active', 'removed']),
})
export type SourceBody = v.InferOutput<typeof SourceBody>

/** Body of the one record of the kind `source-hosts`: where addresses may be read from. */
export const SourceHosts = v.object({
  hosts: v.pipe(
    v.array(
      v.object({
        host: v.pipe(v.string(), v.maxLength(255), v.regex(/^[a-z0-9.\-[\]:]+$/, 'must be a host name in lower case')),
        /** it may stand at a private or loopback address */
        private: v.boolean(),
      }),
    ),
    v.maxLength(500),
  ),
})
export type SourceHosts = v.InferOutput<typeof SourceHosts>

const fileStates = ['new', 'changed', 'same', 'refused', 'vanished'] as const

/** What became of a file when its source was last read. */
export const SourceFile = v.object({
  file: v.string(),
  state: v.picklist(fileStates),
  document: v.nullable(v.string()),
  reason: v.nullable(v.string()),
  at: v.string(),
})
export type SourceFile = v.InferOutput<typeof SourceFile>

/** How far an import is, and at its end what it came to. */
export const SourceCheck = v.object({
  state: v.picklist(['running', 'done', 'failed']),
  done: v.number(),
  of: v.number(),
  new: v.number(),
  changed: v.number(),
  same: v.number(),
  refused: v.number(),
  vanished: v.number(),
  startedAt: v.string(),
  tookMs: v.number(),
  /** why it failed */
  reason: v.nullable(v.string()),
})
export type SourceCheck = v.InferOutput<typeof SourceCheck>

export const SourceEntry = v.object({
  id: v.string(),
  version: v.number(),
  title: v.string(),
  place: SourcePlace,
  author: v.string(),
  files: v.number(),
  refused: v.number(),
  vanished: v.number(),
  lastCheck: v.nullable(SourceCheck),
})
export type SourceEntry = v.InferOutput<typeof SourceEntry>

export const SourceList = v.object({ sources: v.array(SourceEntry), hosts: SourceHosts })
export const SourceFiles = v.object({ files: v.array(SourceFile) })
export type SourceFiles = v.InferOutput<typeof SourceFiles>

/** Reply to files sent from a browser. */
export const FileReport = v.object({
  file: v.string(),
  state: v.picklist(['new', 'changed', 'same', 'refused']),
  document: v.nullable(v.string()),
  version: v.nullable(v.number()),
  missing: v.array(v.string()),
  warnings: v.array(v.string()),
  reason: v.nullable(v.string()),
})
export type FileReport = v.InferOutput<typeof FileReport>
export const FileReports = v.object({ files: v.array(FileReport) })

/** Body of a record of the kind `flag`: somebody asks for an expert's look at the document of the same id. */
export const FlagBody = v.object({
  state: v.picklist(['open', 'settled']),
  why: v.pipe(v.string(), v.trim(), v.minLength(3, 'say in a sentence why'), v.maxLength(1000)),
  by: Slug,
  at: v.string(),
  /** what the expert found */
  answer: v.nullable(
    v.pipe(v.string(), v.trim(), v.minLength(3, 'say in a sentence what you found'), v.maxLength(1000)),
  ),
})
export type FlagBody = v.InferOutput<typeof FlagBody>
