import { fileURLToPath } from 'node:url'
import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { embeddingModels } from '../core/embedding/models.ts'
import { icons } from './build/icons.ts'
import { studioFiles } from './build/studio-files.ts'

const icon = (size: number, purpose: 'any' | 'maskable') => ({
  src: purpose === 'any' ? `/icon-${size}.png` : `/icon-maskable-${size}.png`,
  sizes: `${size}x${size}`,
  type: 'image/png',
  purpose,
})

const studio = studioFiles()

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  define: { __MODEL_VERSION__: JSON.stringify(embeddingModels.int8.sha256.slice(0, 16)) },
  build: {
    outDir: '../dist/pwa',
    emptyOutDir: true,
    target: ['chrome137', 'firefox129', 'safari18'],
    /** styles and images stay files: the content security policy allows no data: of ours */
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
  plugins: [
    vue(),
    tailwindcss(),
    icons(),
    studio.plugin,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'Handrail',
        short_name: 'Handrail',
        description: 'Approved help where you work, and proof of what you can do.',
        start_url: '/',
        display: 'standalone',
        background_color: '#f6f5f1',
        theme_color: '#0f5c4d',
        icons: [icon(192, 'any'), icon(512, 'any'), icon(512, 'maskable')],
      },
      injectManifest: { globPatterns: ['**/*.{js,css,html,png,svg}'], manifestTransforms: [studio.transform] },
      devOptions: { enabled: false },
    }),
  ],
})
