type Growing = Uint32Array | Int32Array | Uint16Array | Uint8Array

/** The array itself when it is long enough, else a copy with room for as much again. New elements are 0. */
export function grown<T extends Growing>(array: T, length: number): T {
  if (length <= array.length) return array
  const Type = array.constructor as new (length: number) => T
  const larger = new Type(Math.max(length, array.length * 2, 16))
  larger.set(array)
  return larger
}
