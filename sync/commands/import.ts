import { defineCommand } from 'citty'

export const importCommand = defineCommand({
  meta: { name: 'import', description: 'Bring documents and content objects in, as drafts' },
  subCommands: {
    documents: () => import('./import-documents.ts').then((m) => m.importDocuments),
    objects: () => import('./import-objects.ts').then((m) => m.importObjects),
  },
})
