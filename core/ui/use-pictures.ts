import { type InjectionKey, inject, onMounted, provide, type Ref, ref, watch } from 'vue'

/** @returns an address to draw a picture from, null where it is not to be had */
export type ReadPicture = (sha256: string) => Promise<string | null>

const key: InjectionKey<ReadPicture> = Symbol('pictures')

/** Where pictures of blocks below come from; a face says it once, around its screens. */
export const providePictures = (read: ReadPicture): void => provide(key, read)

/** The picture of that hash: null until it is there, and where it is not to be had. */
export function usePicture(sha256: () => string): Ref<string | null> {
  const read = inject(key, null)
  const address = ref<string | null>(null)
  async function load() {
    const wanted = sha256()
    address.value = null
    const found = wanted === '' ? null : await read?.(wanted).catch(() => null)
    if (wanted === sha256()) address.value = found ?? null
  }
  onMounted(load)
  watch(sha256, load)
  return address
}
