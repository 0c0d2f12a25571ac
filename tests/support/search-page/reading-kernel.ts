import createWabt from 'wabt'

/** Adds up bytes 64 at a time: as fast as they come from memory. */
export async function readingKernel(): Promise<Uint8Array<ArrayBuffer>> {
  const step = (sum: string, from: number) =>
    `(local.set $${sum} (i8x16.add (local.get $${sum}) (i8x16.add
       (v128.load offset=${from} (local.get $at)) (v128.load offset=${from + 16} (local.get $at)))))`
  const text = `(module (memory (export "memory") 1)
    (func (export "sum") (param $at i32) (param $end i32) (result i32) (local $a v128) (local $b v128)
      (loop $next ${step('a', 0)} ${step('b', 32)}
        (br_if $next (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 64))) (local.get $end))))
      (i32x4.extract_lane 0 (i32x4.add (local.get $a) (local.get $b)))))`
  const wabt = await createWabt()
  const { buffer } = wabt.parseWat('reading.wat', text, { simd: true }).toBinary({})
  return Uint8Array.from(buffer)
}
