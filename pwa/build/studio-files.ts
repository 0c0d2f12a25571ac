import type { Plugin } from 'vite'

/** As the service worker's build hands its list over; what else an entry carries reaches `self.__WB_MANIFEST` with it. */
interface Entry {
  url: string
  revision: string | null
  size: number
  studio?: boolean
}

/** What only the studio's screens load: of no use to a learner's phone, so not kept on it. */
export function studioFiles(): { plugin: Plugin; transform: (manifest: Entry[]) => { manifest: Entry[] } } {
  const only = new Set<string>()
  const plugin: Plugin = {
    name: 'handrail-studio-files',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
      const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
      const kept = new Set<string>()
      const filesOf = (name: string) => [name, ...(byName.get(name)?.viteMetadata?.importedCss ?? [])]
      const walk = (name: string): void => {
        const chunk = byName.get(name)
        if (!chunk || kept.has(name) || chunk.facadeModuleId?.includes('/pwa/studio/')) return
        for (const file of filesOf(name)) kept.add(file)
        for (const next of [...chunk.imports, ...chunk.dynamicImports]) walk(next)
      }
      for (const chunk of chunks) if (chunk.isEntry) walk(chunk.fileName)
      for (const { fileName } of chunks) for (const file of filesOf(fileName)) if (!kept.has(file)) only.add(file)
    },
  }
  const transform = (manifest: Entry[]): { manifest: Entry[] } => ({
    manifest: manifest.map((entry) => (only.has(entry.url) ? { ...entry, studio: true } : entry)),
  })
  return { plugin, transform }
}
