import { join } from 'node:path'
import { readerBundle } from '../sources/reading/reader-bundle.ts'
import { comparerBundle } from '../studio/pairs-messages.ts'
import { runTool } from './run-tool.ts'

export interface BuildStep {
  name: string
  /** files and folders whose contents decide whether it must run again */
  inputs: readonly string[]
  /** what it makes; built again when missing */
  output: string
  run(root: string, log: (line: string) => void): Promise<void>
}

const settings = ['package.json', 'package-lock.json', 'tsconfig.json', 'sync/build']

const model: BuildStep = {
  name: 'model',
  inputs: ['sync/model', 'core/embedding', 'core/base', ...settings],
  output: 'dist/model/handrail-minilm/onnx/model_quantized.onnx',
  async run(root, log) {
    const { buildModel } = await import('../model/index.ts')
    buildModel({ out: join(root, 'dist/model'), log })
  },
}

const pwa: BuildStep = {
  name: 'pwa',
  inputs: ['pwa', 'core', ...settings],
  output: 'dist/pwa/index.html',
  run: (root) => runTool(root, 'vite/bin/vite.js', ['build', '--config', 'pwa/vite.config.ts']),
}

/** The model is copied into the package, so its source is an input too. */
const extensionInputs = ['extension', 'core', 'sync/model', 'wxt.config.ts', ...settings]

const chrome: BuildStep = {
  name: 'extension',
  inputs: extensionInputs,
  output: 'dist/extension/chrome-mv3/manifest.json',
  run: (root) => runTool(root, 'wxt/bin/wxt.mjs', ['build', '-b', 'chrome']),
}

export const firefox: BuildStep = {
  name: 'extension-firefox',
  inputs: extensionInputs,
  output: 'dist/extension/firefox-mv3/manifest.json',
  run: (root) => runTool(root, 'wxt/bin/wxt.mjs', ['build', '-b', 'firefox']),
}

/** What reads files of people; made at its first use too. */
export const reader: BuildStep = {
  name: 'reader',
  inputs: ['sync/sources/reading', 'core/knowledge', 'core/content', 'core/base', ...settings],
  output: readerBundle,
  async run(root) {
    const { bundleProcess } = await import('./bundle-process.ts')
    await bundleProcess(root, { entry: 'sync/sources/reading/read-process.ts', out: readerBundle })
  },
}

/** What compares documents; made at its first use too. */
export const comparer: BuildStep = {
  name: 'comparer',
  inputs: [
    ...['compare', 'index', 'messages', 'pairing', 'postings', 'process', 'units'].map(
      (name) => `sync/studio/pairs-${name}.ts`,
    ),
    ...['consistency', 'content', 'embedding', 'retrieval', 'base'].map((name) => `core/${name}`),
    ...settings,
  ],
  output: comparerBundle,
  async run(root) {
    const { bundleProcess } = await import('./bundle-process.ts')
    await bundleProcess(root, {
      entry: 'sync/studio/pairs-process.ts',
      out: comparerBundle,
      external: ['better-sqlite3'],
    })
  },
}

/** In this order: the extension packs the model. */
export const buildSteps: readonly BuildStep[] = [model, reader, comparer, pwa, chrome]

/** Where a person loads the unpacked extension from. */
export const extensionFolder = 'dist/extension/chrome-mv3'
export const firefoxFolder = 'dist/extension/firefox-mv3'
