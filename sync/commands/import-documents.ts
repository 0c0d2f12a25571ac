import { defineCommand } from 'citty'
import { AppError, dayOf } from '#core/base'
import { createDocumentReader } from '../sources/document-reader.ts'
import { type FileReport, readPlaces, reportOf, summary } from './document-folder.ts'
import { sendDocuments } from './send-documents.ts'

function line(file: FileReport): string {
  if (file.state === 'refused') return `refused     ${file.file}:${file.line}: ${file.reason}`
  const lacks = file.missing.length > 0 ? `, lacks ${file.missing.join(', ')}` : ''
  const version = file.change ? `, version ${file.version} ${file.change}` : ''
  const warnings = file.warnings.map((warning) => `\n              ${warning}`).join('')
  return `${file.state.padEnd(10)}  ${file.file}: ${file.passages} ${file.passages === 1 ? 'passage' : 'passages'}${version}${lacks}${warnings}`
}

export const importDocuments = defineCommand({
  meta: { name: 'documents', description: 'Import Markdown, HTML, Word, PDF and Excel files as source documents' },
  args: {
    folder: { type: 'positional', description: 'folders or files', required: true },
    as: { type: 'string', description: 'the author; needed unless --dry-run' },
    'dry-run': { type: 'boolean', default: false, description: 'report only, send nothing' },
    json: { type: 'boolean', default: false, description: 'one JSON object on stdout' },
  },
  async run({ args }) {
    if (!args.as && !args['dry-run'])
      throw new AppError('bad-usage', 'Say who imports: --as <person>, or use --dry-run.')
    const reader = createDocumentReader()
    const { read, refused } = await readPlaces(args._, reader, dayOf(Date.now())).finally(() => reader.close())
    const reports = read.map(reportOf)
    const sent = args['dry-run'] || !args.as ? reports : await sendDocuments(read, reports, args.as)
    const result = summary([...sent, ...refused])
    if (args.json) console.log(JSON.stringify(result))
    else {
      for (const file of result.files) console.log(line(file))
      console.log(
        `${result.taken} taken (${result.complete} complete, ${result.incomplete} incomplete), ${result.refused} refused`,
      )
    }
    if (result.refused > 0)
      throw new AppError('refused', `${result.refused} files were not taken; mend them and import the folder again.`)
  },
})
