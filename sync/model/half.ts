const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/** IEEE 754 binary16 to number; exact. */
export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 31
  const fraction = half & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** Number to IEEE 754 binary16, rounded to nearest, ties to even; exact for values that came from binary16. */
export function numberToHalf(value: number): number {
  float[0] = value
  const word = bits[0] ?? 0
  const sign = (word >>> 16) & 0x8000
  const exponent = ((word >>> 23) & 255) - 112
  const fraction = word & 0x7fffff
  if (exponent >= 31) return sign | 0x7c00
  if (exponent < -10) return sign
  if (exponent <= 0) return sign | roundToEven(fraction | 0x800000, 14 - exponent)
  return sign | ((exponent << 10) + roundToEven(fraction, 13))
}

function roundToEven(value: number, droppedBits: number): number {
  const kept = value >> droppedBits
  const rest = value & ((1 << droppedBits) - 1)
  const half = 1 << (droppedBits - 1)
  return rest > half || (rest === half && kept & 1) ? kept + 1 : kept
}
