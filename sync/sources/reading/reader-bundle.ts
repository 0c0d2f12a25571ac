/** Relative to the project's root. */
export const readerBundle = 'dist/reader/read-process.mjs'
