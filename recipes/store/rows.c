/*
 * The arithmetic of search by meaning, built for WASM with SIMD (rows.py): how far rows of bits and rows of numbers are from one
 * wanted row, and the bits of a row of numbers. It needs nothing from outside; the caller keeps the rows in the memory from `free_from`
 * on, each row beginning and ending at a multiple of 16 bytes.
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

static v128_t times(v128_t values, v128_t signs) { return wasm_f32x4_mul(values, signs); }

/* Walsh-Hadamard in place, unscaled, of four times `blocks` numbers, a power of two; rounded where plain arithmetic rounds, so that the bits are its bits. */
static void transform(v128_t *values, uint32_t blocks) {
  const v128_t by_one = wasm_f32x4_const(1, -1, 1, -1), by_two = wasm_f32x4_const(1, 1, -1, -1);
  for (uint32_t at = 0; at < blocks; at++) {
    v128_t v = values[at];
    v = wasm_f32x4_add(wasm_i32x4_shuffle(v, v, 0, 0, 2, 2), times(wasm_i32x4_shuffle(v, v, 1, 1, 3, 3), by_one));
    values[at] = wasm_f32x4_add(wasm_i32x4_shuffle(v, v, 0, 1, 0, 1), times(wasm_i32x4_shuffle(v, v, 2, 3, 2, 3), by_two));
  }
  for (uint32_t half = 1; half < blocks; half *= 2) {
    for (uint32_t start = 0; start < blocks; start += 2 * half) {
      for (uint32_t at = start; at < start + half; at++) {
        v128_t left = values[at], right = values[at + half];
        values[at] = wasm_f32x4_add(left, right);
        values[at + half] = wasm_f32x4_sub(left, right);
      }
    }
  }
}

/*
 * Which of four times `blocks` numbers, a power of two and at least 64, are positive after two rounds of signs and transform: a bit for
 * each, the first the lowest of the first byte. The numbers are changed.
 */
__attribute__((export_name("rotatedBits"))) void rotated_bits(v128_t *values, uint32_t blocks, const v128_t *signs, uint8_t *bits) {
  for (uint32_t round = 0; round < 2; round++, signs += blocks) {
    for (uint32_t at = 0; at < blocks; at++) values[at] = times(values[at], signs[at]);
    transform(values, blocks);
  }
  const v128_t zero = wasm_f32x4_splat(0);
  for (uint32_t at = 0; at < blocks; at += 2)
    bits[at / 2] = (uint8_t)(wasm_i32x4_bitmask(wasm_f32x4_gt(values[at], zero)) | wasm_i32x4_bitmask(wasm_f32x4_gt(values[at + 1], zero)) << 4);
}
