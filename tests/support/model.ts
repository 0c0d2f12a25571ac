import { buildModel } from '../../sync/model/index.ts'

/** Where the embedding model lies; built on first use, left alone when whole. */
export function builtModel(): string {
  buildModel({ out: 'dist/model', log: (line) => console.log(line) })
  return `${process.cwd()}/dist/model/`
}
