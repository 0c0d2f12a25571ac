import { parse, type Transport } from '#core/base'
import { CasesOnMe } from '#core/competencies'

/** Who looked at what is held on this person. The server keeps that, so it is asked each time. */
export function createReaders(mine: () => Promise<{ transport: Transport }>) {
  return {
    async readers(): Promise<CasesOnMe> {
      const { transport } = await mine()
      return parse(CasesOnMe, await transport.getJson('/v1/me/readers'), 'readers')
    },
  }
}
