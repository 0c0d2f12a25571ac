;; Cosine of one query with every row of a table, one after the other: no index structure, nothing is missed.
;; Four rows are read at a time, so that each part of the query is loaded once for them and their four sums end up
;; side by side. Rows are signed bytes; the query has 16 bits a component, which costs nothing here and keeps it exact.
(module
  (memory (export "memory") 1)
  (func (export "cosines")
    (param $query i32)       ;; address of `width` i16
    (param $width i32)       ;; components of a row, a multiple of 16
    (param $rows i32)        ;; address of `count` rows of `width` i8
    (param $count i32)       ;; a multiple of 4
    (param $perLength i32)   ;; address of `count` f32: 1 / length of the row, 0 for a row of zeros
    (param $perQuery f32)    ;; 1 / length of the query
    (param $out i32)         ;; address of `count` f32, written
    (local $end i32) (local $lastQuery i32) (local $q i32)
    (local $row1 i32) (local $row2 i32) (local $row3 i32)
    (local $low v128) (local $high v128) (local $bytes v128)
    (local $sum0 v128) (local $sum1 v128) (local $sum2 v128) (local $sum3 v128)
    (local $even v128) (local $odd v128)

    (local.set $end (i32.add (local.get $out) (i32.shl (local.get $count) (i32.const 2))))
    (local.set $lastQuery (i32.add (local.get $query) (i32.shl (local.get $width) (i32.const 1))))
    (block $done
      (loop $fourRows
        (br_if $done (i32.ge_u (local.get $out) (local.get $end)))
        (local.set $row1 (i32.add (local.get $rows) (local.get $width)))
        (local.set $row2 (i32.add (local.get $row1) (local.get $width)))
        (local.set $row3 (i32.add (local.get $row2) (local.get $width)))
        (local.set $sum0 (v128.const i32x4 0 0 0 0))
        (local.set $sum1 (v128.const i32x4 0 0 0 0))
        (local.set $sum2 (v128.const i32x4 0 0 0 0))
        (local.set $sum3 (v128.const i32x4 0 0 0 0))
        (local.set $q (local.get $query))
        (loop $sixteen
          (local.set $low (v128.load (local.get $q)))
          (local.set $high (v128.load offset=16 (local.get $q)))
          (local.set $bytes (v128.load (local.get $rows)))
          (local.set $sum0 (i32x4.add (local.get $sum0) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (i16x8.extend_low_i8x16_s (local.get $bytes)))
            (i32x4.dot_i16x8_s (local.get $high) (i16x8.extend_high_i8x16_s (local.get $bytes))))))
          (local.set $bytes (v128.load (local.get $row1)))
          (local.set $sum1 (i32x4.add (local.get $sum1) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (i16x8.extend_low_i8x16_s (local.get $bytes)))
            (i32x4.dot_i16x8_s (local.get $high) (i16x8.extend_high_i8x16_s (local.get $bytes))))))
          (local.set $bytes (v128.load (local.get $row2)))
          (local.set $sum2 (i32x4.add (local.get $sum2) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (i16x8.extend_low_i8x16_s (local.get $bytes)))
            (i32x4.dot_i16x8_s (local.get $high) (i16x8.extend_high_i8x16_s (local.get $bytes))))))
          (local.set $bytes (v128.load (local.get $row3)))
          (local.set $sum3 (i32x4.add (local.get $sum3) (i32x4.add
            (i32x4.dot_i16x8_s (local.get $low) (i16x8.extend_low_i8x16_s (local.get $bytes)))
            (i32x4.dot_i16x8_s (local.get $high) (i16x8.extend_high_i8x16_s (local.get $bytes))))))
          (local.set $rows (i32.add (local.get $rows) (i32.const 16)))
          (local.set $row1 (i32.add (local.get $row1) (i32.const 16)))
          (local.set $row2 (i32.add (local.get $row2) (i32.const 16)))
          (local.set $row3 (i32.add (local.get $row3) (i32.const 16)))
          (br_if $sixteen (i32.lt_u
            (local.tee $q (i32.add (local.get $q) (i32.const 32)))
            (local.get $lastQuery))))

        ;; each sum has four parts; the 4 x 4 square is turned over, so that adding its rows gives one total a lane
        (local.set $even (i32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 8 9 10 11 24 25 26 27 (local.get $sum0) (local.get $sum1))
          (i8x16.shuffle 4 5 6 7 20 21 22 23 12 13 14 15 28 29 30 31 (local.get $sum0) (local.get $sum1))))
        (local.set $odd (i32x4.add
          (i8x16.shuffle 0 1 2 3 16 17 18 19 8 9 10 11 24 25 26 27 (local.get $sum2) (local.get $sum3))
          (i8x16.shuffle 4 5 6 7 20 21 22 23 12 13 14 15 28 29 30 31 (local.get $sum2) (local.get $sum3))))
        (v128.store (local.get $out)
          (f32x4.mul (f32x4.splat (local.get $perQuery))
            (f32x4.mul (v128.load (local.get $perLength))
              (f32x4.convert_i32x4_s (i32x4.add
                (i8x16.shuffle 0 1 2 3 4 5 6 7 16 17 18 19 20 21 22 23 (local.get $even) (local.get $odd))
                (i8x16.shuffle 8 9 10 11 12 13 14 15 24 25 26 27 28 29 30 31 (local.get $even) (local.get $odd)))))))

        ;; row 0's pointer stands at row 1's beginning: three rows further on begin the next four
        (local.set $rows (local.get $row3))
        (local.set $perLength (i32.add (local.get $perLength) (i32.const 16)))
        (local.set $out (i32.add (local.get $out) (i32.const 16)))
        (br $fourRows)))))
