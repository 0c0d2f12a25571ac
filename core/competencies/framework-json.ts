import * as v from 'valibot'
import { AppError, parseJson } from '#core/base'
import { competency, roleProfile, Slug } from '#core/content'
import { type Framework, inOrder, type RefusedRow } from './framework.ts'

const Entry = v.object({ id: v.unknown(), body: v.unknown() })
const File = v.object({ framework: v.literal(1), competencies: v.array(Entry), profiles: v.array(Entry) })

/** The map as JSON text: the same map is the same bytes, whoever writes it. */
export const frameworkJson = (framework: Framework): string =>
  `${JSON.stringify({ framework: 1, ...inOrder(framework) }, null, 2)}\n`

/**
 * What `frameworkJson` wrote. An entry that is wrong is refused with its place; the rest is taken.
 *
 * @throws {AppError} `bad-input` where it is no framework at all
 */
export function readFrameworkJson(text: string): Framework & { refused: RefusedRow[]; rows: Map<string, string> } {
  const file = parseJson(File, text, 'framework')
  const refused: RefusedRow[] = []
  const rows = new Map<string, string>()
  const read = <T>(part: 'competencies' | 'profiles', parse: (body: unknown) => T) =>
    file[part].flatMap((entry, at) => {
      const row = `${part}[${at}]`
      const id = v.safeParse(Slug, entry.id)
      try {
        if (!id.success) throw new AppError('bad-input', `id ${id.issues[0].message}`)
        if (rows.has(`${part} ${id.output}`)) throw new AppError('bad-input', `${id.output} stands in it twice`)
        rows.set(`${part} ${id.output}`, row)
        return [{ id: id.output, body: parse(entry.body) }]
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        refused.push({ row, reason: error.message })
        return []
      }
    })
  const competencies = read('competencies', competency.parse)
  return { competencies, profiles: read('profiles', roleProfile.parse), refused, rows }
}
