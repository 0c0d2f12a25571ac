import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'wxt'
import { publicFiles } from './extension/build/public-files.ts'
import { createManifest } from './extension/manifest.ts'

export default defineConfig({
  srcDir: 'extension',
  publicDir: 'extension/public',
  outDir: 'dist/extension',
  modules: ['@wxt-dev/module-vue'],
  imports: false,
  manifestVersion: 3,
  vite: () => ({
    plugins: [tailwindcss()],
    worker: { format: 'es' },
    // importing core does nothing by itself, so a page script carries only what it uses of it
    build: { rolldownOptions: { treeshake: { moduleSideEffects: (id) => !/[\\/]core[\\/](?!adapters|ui)/.test(id) } } },
  }),
  manifest: ({ browser }) => createManifest(browser),
  hooks: {
    'build:publicAssets': async (_, files) => {
      files.push(...(await publicFiles(import.meta.dirname)))
    },
  },
})
