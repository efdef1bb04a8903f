/*
 * The arithmetic of search by meaning, built for WASM with SIMD (rows.py): how far rows of bits and rows of numbers are from one
 * wanted row. It needs nothing from outside; the caller keeps the rows in the memory from `free_from` on, each row beginning and
 * ending at a multiple of 16 bytes.
 */
#include <stdint.h>
#include <wasm_simd128.h>

extern unsigned char __heap_base;

__attribute__((export_name("freeFrom"))) uint32_t free_from(void) { return ((uint32_t)&__heap_base + 15) & ~15u; }

static uint32_t sum_of(v128_t four) {
  return wasm_i32x4_extract_lane(four, 0) + wasm_i32x4_extract_lane(four, 1) + wasm_i32x4_extract_lane(four, 2) +
         wasm_i32x4_extract_lane(four, 3);
}

/* In how many bits each of `count` rows, one after another and of `blocks` times 128 bits, differs from the wanted one. */
__attribute__((export_name("differing"))) void differing(const v128_t *rows, uint32_t blocks, uint32_t count,
                                                         const v128_t *wanted, uint16_t *differences) {
  for (uint32_t row = 0; row < count; row++, rows += blocks) {
    v128_t sum = wasm_i32x4_splat(0);
    for (uint32_t block = 0; block < blocks; block++) {
      v128_t ones = wasm_i8x16_popcnt(wasm_v128_xor(rows[block], wanted[block]));
      sum = wasm_i32x4_add(sum, wasm_u32x4_extadd_pairwise_u16x8(wasm_u16x8_extadd_pairwise_u8x16(ones)));
    }
    differences[row] = (uint16_t)sum_of(sum);
  }
}

/* The product of each row named by its number with the wanted one; rows are of `blocks` times four numbers. */
__attribute__((export_name("products"))) void products(const v128_t *rows, uint32_t blocks, const uint32_t *numbers,
                                                       uint32_t count, const v128_t *wanted, float *results) {
  for (uint32_t index = 0; index < count; index++) {
    const v128_t *row = rows + numbers[index] * blocks;
    v128_t one = wasm_f32x4_splat(0), other = one;
    uint32_t block = 0;
    for (; block + 1 < blocks; block += 2) {
      one = wasm_f32x4_add(one, wasm_f32x4_mul(row[block], wanted[block]));
      other = wasm_f32x4_add(other, wasm_f32x4_mul(row[block + 1], wanted[block + 1]));
    }
    if (block < blocks) one = wasm_f32x4_add(one, wasm_f32x4_mul(row[block], wanted[block]));
    one = wasm_f32x4_add(one, other);
    results[index] = wasm_f32x4_extract_lane(one, 0) + wasm_f32x4_extract_lane(one, 1) +
                     wasm_f32x4_extract_lane(one, 2) + wasm_f32x4_extract_lane(one, 3);
  }
}
