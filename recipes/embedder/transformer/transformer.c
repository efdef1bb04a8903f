/*
 * The forward pass of all-MiniLM-L6-v2 for one text, built for WASM with relaxed SIMD (kernel.py). It needs nothing from outside.
 *
 * Weights are 8-bit with a scale for each output; what goes into a multiplication is brought to 7 bits with a scale and a zero point
 * for each token. Seven, because then the dot product of bytes is exact on every processor: no sum of two products leaves 16 bits.
 * Nothing else is relaxed, so a text has the same vector everywhere.
 *
 * `weights` gives where the caller puts the image that pack.py of this folder writes: everything in the order in which it is taken here.
 */
#include <stdint.h>
#include <wasm_simd128.h>

enum { HIDDEN = 384, HEADS = 12, HEAD = 32, INNER = 1536, LAYERS = 6, LONGEST = 256 };

typedef struct {
  int outputs, inputs;
  const int8_t *weights; /* eight outputs by four inputs together */
  const float *scales, *bias;
  const int32_t *sums; /* of an output's weights: what a zero point of one adds */
} Linear;

typedef struct { const float *gain, *bias; } Norm;

extern unsigned char __heap_base;
static int32_t ids[LONGEST];
static float vector[HIDDEN];
static float states[LONGEST * HIDDEN], mixed[LONGEST * HIDDEN], wide[LONGEST * INNER], chances[LONGEST];
static uint8_t bytes[LONGEST * INNER];
static float row_scales[LONGEST];
static int32_t row_zeros[LONGEST];

static uint32_t weights_at(void) { return ((uint32_t)&__heap_base + 15) & ~15u; }

/* --- the image ----------------------------------------------------------------------------------------------------- */

static const uint8_t *next;

static const void *take(uint32_t length) {
  const void *taken = next;
  next += length;
  return taken;
}

static Norm take_norm(void) {
  Norm norm;
  norm.gain = take(4 * HIDDEN);
  norm.bias = take(4 * HIDDEN);
  return norm;
}

static Linear take_linear(int outputs, int inputs) {
  Linear linear = {outputs, inputs};
  linear.weights = take(outputs * inputs);
  linear.scales = take(4 * outputs);
  linear.bias = take(4 * outputs);
  linear.sums = take(4 * outputs);
  return linear;
}

/* --- four floats at once -------------------------------------------------------------------------------------------- */

#define ALL(value) wasm_f32x4_const_splat(value)
#define LOAD wasm_v128_load
#define STORE wasm_v128_store

static inline v128_t times_plus(v128_t a, v128_t b, v128_t c) { return wasm_f32x4_add(wasm_f32x4_mul(a, b), c); }

static inline float sum_of(v128_t v) {
  return wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1) + wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3);
}

/* e to the v: 2^n times a polynomial in the rest, exact to about 3e-7 of it */
static inline v128_t exp4(v128_t v) {
  v = wasm_f32x4_pmax(wasm_f32x4_pmin(v, ALL(88.f)), ALL(-87.f));
  v128_t n = wasm_f32x4_nearest(wasm_f32x4_mul(v, ALL(1.44269504f)));
  v128_t rest = times_plus(n, ALL(2.12194440e-4f), times_plus(n, ALL(-0.693359375f), v));
  v128_t p = times_plus(ALL(1.98756915e-4f), rest, ALL(1.39819995e-3f));
  p = times_plus(p, rest, ALL(8.33345191e-3f));
  p = times_plus(p, rest, ALL(4.16657959e-2f));
  p = times_plus(p, rest, ALL(1.66666665e-1f));
  p = times_plus(p, rest, ALL(0.5f));
  p = times_plus(wasm_f32x4_mul(p, rest), rest, wasm_f32x4_add(rest, ALL(1.f)));
  v128_t power = wasm_i32x4_shl(wasm_i32x4_add(wasm_i32x4_trunc_sat_f32x4(n), wasm_i32x4_const_splat(127)), 23);
  return wasm_f32x4_mul(p, power);
}

/* GELU; the error function by Abramowitz and Stegun 7.1.26, exact to 1.5e-7 */
static inline v128_t gelu4(v128_t v) {
  v128_t z = wasm_f32x4_mul(v, ALL(0.70710678f)), size = wasm_f32x4_abs(z);
  v128_t t = wasm_f32x4_div(ALL(1.f), times_plus(size, ALL(0.3275911f), ALL(1.f)));
  v128_t p = times_plus(ALL(1.061405429f), t, ALL(-1.453152027f));
  p = times_plus(p, t, ALL(1.421413741f));
  p = times_plus(p, t, ALL(-0.284496736f));
  p = times_plus(p, t, ALL(0.254829592f));
  p = wasm_f32x4_mul(wasm_f32x4_mul(p, t), exp4(wasm_f32x4_neg(wasm_f32x4_mul(size, size))));
  v128_t sign = wasm_v128_and(z, wasm_i32x4_const_splat(0x80000000));
  v128_t erf = wasm_v128_or(wasm_f32x4_sub(ALL(1.f), p), sign);
  return wasm_f32x4_mul(wasm_f32x4_mul(v, ALL(0.5f)), wasm_f32x4_add(erf, ALL(1.f)));
}

/* --- multiplication ------------------------------------------------------------------------------------------------- */

static inline v128_t to_ints(const float *from, v128_t inverse, v128_t zero) {
  return wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(times_plus(LOAD(from), inverse, zero)));
}

/* Rows of floats -> `bytes` from 0 to 127, zero exact among them */
static void to_bytes(const float *from, int rows, int length) {
  for (int row = 0; row < rows; row++) {
    const float *in = from + row * length;
    uint8_t *out = bytes + row * length;
    v128_t least4 = ALL(0.f), most4 = ALL(0.f);
    for (int i = 0; i < length; i += 4) {
      least4 = wasm_f32x4_pmin(least4, LOAD(in + i));
      most4 = wasm_f32x4_pmax(most4, LOAD(in + i));
    }
    float least[4], most[4];
    STORE(least, least4);
    STORE(most, most4);
    for (int i = 1; i < 4; i++) {
      if (least[i] < least[0]) least[0] = least[i];
      if (most[i] > most[0]) most[0] = most[i];
    }
    float scale = (most[0] - least[0]) / 127.f;
    if (scale < 1e-20f) scale = 1e-20f;
    int zero = (int)(-least[0] / scale + 0.5f);
    row_scales[row] = scale;
    row_zeros[row] = zero;
    v128_t inverse = wasm_f32x4_splat(1.f / scale), zero4 = wasm_f32x4_splat((float)zero);
    for (int i = 0; i < length; i += 16) {
      v128_t low = wasm_i16x8_narrow_i32x4(to_ints(in + i, inverse, zero4), to_ints(in + i + 4, inverse, zero4));
      v128_t high = wasm_i16x8_narrow_i32x4(to_ints(in + i + 8, inverse, zero4), to_ints(in + i + 12, inverse, zero4));
      STORE(out + i, wasm_u8x16_min(wasm_u8x16_narrow_i16x8(low, high), wasm_u8x16_const_splat(127)));
    }
  }
}

static inline void put(float *out, v128_t sum, int row, const Linear *linear, int output) {
  v128_t zero = wasm_i32x4_mul(LOAD(linear->sums + output), wasm_i32x4_splat(row_zeros[row]));
  v128_t scale = wasm_f32x4_mul(LOAD(linear->scales + output), wasm_f32x4_splat(row_scales[row]));
  STORE(out, times_plus(wasm_f32x4_convert_i32x4(wasm_i32x4_sub(sum, zero)), scale, LOAD(linear->bias + output)));
}

/*
 * `bytes` times the weights, four rows by eight outputs at a time. There are two of it, which give the same: one instruction for
 * four products and their sum is fastest where the processor has such a one, and slowest where it has not.
 */
#define MULTIPLY(name, dot)                                                                                            \
  static void name(const Linear *linear, float *out, int rows) {                                                       \
    const int inputs = linear->inputs, outputs = linear->outputs;                                                      \
    for (int output = 0; output < outputs; output += 8) {                                                              \
      for (int row = 0; row < rows; row += 4) {                                                                        \
        const uint8_t *in0 = bytes + row * inputs, *in1 = in0 + inputs, *in2 = in1 + inputs, *in3 = in2 + inputs;      \
        const int8_t *weights = linear->weights + output * inputs;                                                     \
        v128_t s00 = wasm_i32x4_const_splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00; \
        for (int i = 0; i < inputs; i += 4, weights += 32) {                                                           \
          v128_t left = LOAD(weights), right = LOAD(weights + 16), four;                                               \
          four = wasm_v128_load32_splat(in0 + i); s00 = dot(left, four, s00); s01 = dot(right, four, s01);             \
          four = wasm_v128_load32_splat(in1 + i); s10 = dot(left, four, s10); s11 = dot(right, four, s11);             \
          four = wasm_v128_load32_splat(in2 + i); s20 = dot(left, four, s20); s21 = dot(right, four, s21);             \
          four = wasm_v128_load32_splat(in3 + i); s30 = dot(left, four, s30); s31 = dot(right, four, s31);             \
        }                                                                                                              \
        float *to = out + row * outputs + output;                                                                      \
        put(to, s00, row, linear, output); put(to + 4, s01, row, linear, output + 4); to += outputs;                   \
        put(to, s10, row + 1, linear, output); put(to + 4, s11, row + 1, linear, output + 4); to += outputs;           \
        put(to, s20, row + 2, linear, output); put(to + 4, s21, row + 2, linear, output + 4); to += outputs;           \
        put(to, s30, row + 3, linear, output); put(to + 4, s31, row + 3, linear, output + 4);                          \
      }                                                                                                                \
    }                                                                                                                  \
  }

#define DOT_IN_ONE(weights, four, sum) wasm_i32x4_relaxed_dot_i8x16_i7x16_add(weights, four, sum)
#define DOT_IN_THREE(weights, four, sum) \
  wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(wasm_i16x8_relaxed_dot_i8x16_i7x16(weights, four), wasm_i16x8_const_splat(1)))

MULTIPLY(multiply_in_one, DOT_IN_ONE)
MULTIPLY(multiply_in_three, DOT_IN_THREE)

static int in_three;

static void apply(const Linear *linear, const float *from, float *out, int rows) {
  to_bytes(from, rows, linear->inputs);
  if (in_three) multiply_in_three(linear, out, rows);
  else multiply_in_one(linear, out, rows);
}

/* --- the layers ----------------------------------------------------------------------------------------------------- */

/* states + more, then each row to mean 0 and variance 1 */
static void add_and_normalise(const float *more, int rows, Norm norm) {
  for (int row = 0; row < rows; row++) {
    float *state = states + row * HIDDEN;
    v128_t sum = ALL(0.f), squares = ALL(0.f);
    for (int i = 0; i < HIDDEN; i += 4) {
      v128_t v = LOAD(state + i);
      if (more) v = wasm_f32x4_add(v, LOAD(more + row * HIDDEN + i));
      STORE(state + i, v);
      sum = wasm_f32x4_add(sum, v);
    }
    v128_t mean = wasm_f32x4_splat(sum_of(sum) / HIDDEN);
    for (int i = 0; i < HIDDEN; i += 4) {
      v128_t v = wasm_f32x4_sub(LOAD(state + i), mean);
      squares = times_plus(v, v, squares);
    }
    v128_t inverse = wasm_f32x4_splat(1.f / __builtin_sqrtf(sum_of(squares) / HIDDEN + 1e-12f));
    for (int i = 0; i < HIDDEN; i += 4) {
      v128_t v = wasm_f32x4_mul(wasm_f32x4_sub(LOAD(state + i), mean), inverse);
      STORE(state + i, times_plus(v, LOAD(norm.gain + i), LOAD(norm.bias + i)));
    }
  }
}

/* One token's look at all tokens through one head. `wide` holds queries, keys and values, row by row; queries are scaled already. */
static void attend_one(int token, int tokens, int head) {
  const float *query = wide + token * 3 * HIDDEN + head * HEAD, *keys = wide + HIDDEN + head * HEAD, *values = keys + HIDDEN;
  float top = -1e30f;
  for (int other = 0; other < tokens; other++) {
    const float *key = keys + other * 3 * HIDDEN;
    v128_t sum = ALL(0.f);
    for (int i = 0; i < HEAD; i += 4) sum = times_plus(LOAD(query + i), LOAD(key + i), sum);
    chances[other] = sum_of(sum);
    if (chances[other] > top) top = chances[other];
  }
  for (int other = tokens; other & 3; other++) chances[other] = -1e30f;
  v128_t all = ALL(0.f);
  for (int other = 0; other < tokens; other += 4) {
    v128_t chance = exp4(wasm_f32x4_sub(LOAD(chances + other), wasm_f32x4_splat(top)));
    STORE(chances + other, chance);
    all = wasm_f32x4_add(all, chance);
  }
  v128_t seen[HEAD / 4];
  for (int i = 0; i < HEAD / 4; i++) seen[i] = ALL(0.f);
  for (int other = 0; other < tokens; other++) {
    v128_t chance = wasm_f32x4_splat(chances[other]);
    for (int i = 0; i < HEAD / 4; i++) seen[i] = times_plus(chance, LOAD(values + other * 3 * HIDDEN + 4 * i), seen[i]);
  }
  v128_t inverse = wasm_f32x4_splat(1.f / sum_of(all));
  for (int i = 0; i < HEAD / 4; i++) STORE(mixed + token * HIDDEN + head * HEAD + 4 * i, wasm_f32x4_mul(seen[i], inverse));
}

static void layer(int tokens, int rows) {
  Linear look = take_linear(3 * HIDDEN, HIDDEN), gather = take_linear(HIDDEN, HIDDEN);
  Norm after_look = take_norm();
  Linear widen = take_linear(INNER, HIDDEN), narrow = take_linear(HIDDEN, INNER);
  Norm after_narrow = take_norm();

  apply(&look, states, wide, rows);
  for (int head = 0; head < HEADS; head++)
    for (int token = 0; token < tokens; token++) attend_one(token, tokens, head);
  apply(&gather, mixed, wide, rows);
  add_and_normalise(wide, rows, after_look);
  apply(&widen, states, wide, rows);
  for (int i = 0; i < rows * INNER; i += 4) STORE(wide + i, gelu4(LOAD(wide + i)));
  apply(&narrow, wide, mixed, rows);
  add_and_normalise(mixed, rows, after_narrow);
}

/* The mean of all tokens, of length 1 */
static void pool(int tokens) {
  v128_t squares = ALL(0.f);
  for (int i = 0; i < HIDDEN; i += 4) {
    v128_t sum = ALL(0.f);
    for (int token = 0; token < tokens; token++) sum = wasm_f32x4_add(sum, LOAD(states + token * HIDDEN + i));
    STORE(vector + i, sum);
    squares = times_plus(sum, sum, squares);
  }
  v128_t inverse = wasm_f32x4_splat(1.f / __builtin_sqrtf(sum_of(squares)));
  for (int i = 0; i < HIDDEN; i += 4) STORE(vector + i, wasm_f32x4_mul(LOAD(vector + i), inverse));
}

/* --- what the caller sees ------------------------------------------------------------------------------------------- */

#define EXPORT(name) __attribute__((export_name(name)))

EXPORT("weights") uint32_t weights(void) { return weights_at(); }
EXPORT("ids") uint32_t ids_at(void) { return (uint32_t)ids; }
EXPORT("vector") uint32_t vector_at(void) { return (uint32_t)vector; }
EXPORT("dimensions") uint32_t dimensions(void) { return HIDDEN; }
EXPORT("longest") uint32_t longest(void) { return LONGEST; }

/* How bytes are multiplied from now on: 0 in one instruction, 1 in three. */
EXPORT("multiply") void multiply(int how) { in_three = how; }

/* `ids` of 1 to `longest` tokens out of `pieces` -> `vector`. */
EXPORT("embed") void embed(int pieces, int tokens) {
  next = (const uint8_t *)weights_at();
  const int8_t *words = take(pieces * HIDDEN);
  const float *word_scales = take(4 * pieces), *positions = take(4 * LONGEST * HIDDEN);
  Norm norm = take_norm();
  /* Rows are worked on by four; those beyond the text are zeros that nobody looks at. */
  int rows = (tokens + 3) & ~3;
  for (int token = 0; token < tokens; token++) {
    const int8_t *word = words + ids[token] * HIDDEN;
    float scale = word_scales[ids[token]];
    for (int i = 0; i < HIDDEN; i++) states[token * HIDDEN + i] = word[i] * scale + positions[token * HIDDEN + i];
  }
  for (int i = tokens * HIDDEN; i < rows * HIDDEN; i++) states[i] = mixed[i] = 0;
  add_and_normalise(0, rows, norm);
  for (int i = 0; i < LAYERS; i++) layer(tokens, rows);
  pool(tokens);
}
