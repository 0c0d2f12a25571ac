import { existsSync } from 'node:fs'
import { mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { ResolvedPublicFile } from 'wxt'

const modelFolder = 'dist/model/handrail-minilm'
const iconSizes = [16, 32, 48, 128]
/** The plain and the SIMD build of the runtime, one thread; the threaded ones need cross-origin isolation. */
const runtimeFiles = ['ort-wasm.wasm', 'ort-wasm-simd.wasm']

/**
 * What is packed beside the code: the int8 model, its runtime and the icons. Each is made from its source at build time;
 * none is committed.
 *
 * @throws {Error} when the model was not built yet
 */
export async function publicFiles(root: string): Promise<ResolvedPublicFile[]> {
  const model = join(root, modelFolder)
  if (!existsSync(join(model, 'onnx/model_quantized.onnx')))
    throw new Error(`The embedding model is missing from ${modelFolder}: run "npm run build", which makes it first.`)
  const files = await readdir(model, { recursive: true, withFileTypes: true })
  return [
    ...files
      .filter((file) => file.isFile() && file.name !== 'model.onnx')
      .map((file) => join(file.parentPath, file.name))
      .map((path) => ({
        absoluteSrc: path,
        relativeDest: join('model/handrail-minilm', path.slice(model.length + 1)),
      })),
    ...runtimeFiles.map((name) => ({
      absoluteSrc: join(root, 'node_modules/onnxruntime-web/dist', name),
      relativeDest: join('ort', name),
    })),
    { absoluteSrc: join(root, 'extension/build/managed-schema.json'), relativeDest: 'managed-schema.json' },
    ...(await icons(root)),
  ]
}

async function icons(root: string): Promise<ResolvedPublicFile[]> {
  const out = join(root, 'dist/extension-icons')
  await mkdir(out, { recursive: true })
  return Promise.all(
    iconSizes.map(async (size) => {
      const absoluteSrc = join(out, `${size}.png`)
      await sharp(join(root, 'extension/build/icon.svg')).resize(size).png().toFile(absoluteSrc)
      return { absoluteSrc, relativeDest: `icon/${size}.png` }
    }),
  )
}
