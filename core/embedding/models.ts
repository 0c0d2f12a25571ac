/**
 * The two files of all-MiniLM-L6-v2 we make, named by the SHA-256 of their bytes: vectors of one are never compared with vectors
 * of another. `int8` is what devices use; `exact` is what it is measured against.
 */
export const embeddingModels = {
  int8: {
    file: 'onnx/model_quantized.onnx',
    sha256: '9f22eb724054373ce2ab6dd41a29f050e9d52fb6a76b683fb1d085b436ea1e3b',
  },
  exact: {
    file: 'onnx/model.onnx',
    sha256: '7c44f5a928207d6d9efe640c3269d2542a1c255d2d2574437cdf8b6c13d49994',
  },
} as const

export type EmbeddingModelName = keyof typeof embeddingModels

/** Length of a vector. */
export const DIMENSIONS = 384
