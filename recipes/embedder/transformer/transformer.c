/*
 * The forward pass of a BERT encoder of 384 dimensions, all-MiniLM-L6-v2 or multilingual-e5-small, for one text, built for WASM with relaxed SIMD (kernel.py). It needs nothing from outside.
 *
 * Weights are 8-bit with a scale for each output; what goes into a multiplication is brought to 7 bits with a scale and a zero point
 * for each token. Seven, because then the dot product of bytes is exact on every processor: no sum of two products leaves 16 bits.
 * Nothing else is relaxed, so a text has the same vector everywhere.
 *
 * `weights` gives where the caller puts the image that pack.py of this folder writes: everything in the order in which it is taken here.
 */
#include <stdint.h>
#include <wasm_simd128.h>

enum { HIDDEN = 384, HEADS = 12, HEAD = 32, INNER = 1536, MOST_LAYERS = 12, LONGEST = 256 };

typedef struct {
  int outputs, inputs;
  const int8_t *weights; /* eight outputs by four inputs together: a step */
  const float *scales, *bias;
  const int32_t *sums; /* of an output's weights: what a zero point of one adds */
  uint16_t *pairs; /* for each eight outputs: how many pairs of steps there are */
  uint16_t *order; /* and the inputs at which their steps begin, pairs first, then single ones */
} Linear;

typedef struct { const float *gain, *bias; } Norm;

typedef struct {
  Linear look, gather;
  Norm after_look;
  Linear widen, narrow;
  Norm after_narrow;
} Layer;

/* Of a layer: blocks of eight outputs, and the steps of all of them */
enum { BLOCKS = (3 * HIDDEN + HIDDEN + INNER + HIDDEN) / 8, STEPS = (3 * HIDDEN + HIDDEN + INNER) / 8 * (HIDDEN / 4) + HIDDEN / 8 * (INNER / 4) };

extern unsigned char __heap_base;
static int32_t ids[LONGEST];
static float vector[HIDDEN];
static float states[LONGEST * HIDDEN], mixed[LONGEST * HIDDEN], wide[LONGEST * INNER], chances[LONGEST];
static uint8_t bytes[LONGEST * INNER];
static float row_scales[LONGEST];
static int32_t row_zeros[LONGEST];
static uint16_t all_pairs[MOST_LAYERS * BLOCKS], all_orders[MOST_LAYERS * STEPS];
static int layers;

static uint32_t weights_at(void) { return ((uint32_t)&__heap_base + 15) & ~15u; }

/* --- the image ----------------------------------------------------------------------------------------------------- */

static const uint8_t *next;
static uint16_t *next_pairs, *next_order;

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
  linear.pairs = next_pairs;
  linear.order = next_order;
  next_pairs += outputs / 8;
  next_order += outputs / 8 * (inputs / 4);
  return linear;
}

static Layer take_layer(void) {
  Layer layer;
  layer.look = take_linear(3 * HIDDEN, HIDDEN);
  layer.gather = take_linear(HIDDEN, HIDDEN);
  layer.after_look = take_norm();
  layer.widen = take_linear(INNER, HIDDEN);
  layer.narrow = take_linear(HIDDEN, INNER);
  layer.after_narrow = take_norm();
  return layer;
}

typedef struct {
  const int8_t *words;
  const float *scales, *positions;
  Norm norm;
} Entry;

/* What comes before the layers; those are taken next. */
static Entry take_entry(int pieces) {
  next = (const uint8_t *)weights_at();
  next_pairs = all_pairs;
  next_order = all_orders;
  Entry entry;
  entry.words = take(pieces * HIDDEN);
  entry.scales = take(4 * pieces);
  entry.positions = take(4 * LONGEST * HIDDEN);
  entry.norm = take_norm();
  return entry;
}

/* --- four floats at once -------------------------------------------------------------------------------------------- */

#define ALL(value) wasm_f32x4_const_splat(value)
#define LOAD wasm_v128_load
#define STORE wasm_v128_store

static inline v128_t times_plus(v128_t a, v128_t b, v128_t c) { return wasm_f32x4_add(wasm_f32x4_mul(a, b), c); }

static inline float sum_of(v128_t v) {
  return wasm_f32x4_extract_lane(v, 0) + wasm_f32x4_extract_lane(v, 1) + wasm_f32x4_extract_lane(v, 2) + wasm_f32x4_extract_lane(v, 3);
}

/* To the nearest whole number, of two the even one; for sizes below 2^22. A sum that large has no digits after the point. */
static inline v128_t whole(v128_t v) { return wasm_f32x4_sub(wasm_f32x4_add(v, ALL(12582912.f)), ALL(12582912.f)); }

/* e to the v: 2^n times a polynomial in the rest, exact to about 3e-7 of it */
static inline v128_t exp4(v128_t v) {
  v = wasm_f32x4_pmax(wasm_f32x4_pmin(v, ALL(88.f)), ALL(-87.f));
  v128_t n = whole(wasm_f32x4_mul(v, ALL(1.44269504f)));
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
  return wasm_i32x4_trunc_sat_f32x4(whole(times_plus(LOAD(from), inverse, zero)));
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

/*
 * Steps that make pairs. Products of bytes are summed by two in 16 bits and then brought to 32, which costs as much as multiplying: where
 * the sums of two steps fit into 16 bits together, whatever the input, they are brought there at once. Weights of 258 in sum do: 258 times
 * 127 is less than 2^15.
 */
static void pair_steps(const Linear *linear) {
  static v128_t sums[INNER / 4][2];
  static uint8_t used[INNER / 4];
  const int steps = linear->inputs / 4;
  for (int block = 0; block < linear->outputs / 8; block++) {
    const int8_t *weights = linear->weights + block * 8 * linear->inputs;
    uint16_t *order = linear->order + block * steps;
    for (int step = 0; step < steps; step++) {
      used[step] = 0;
      for (int half = 0; half < 2; half++)
        sums[step][half] = wasm_u16x8_extadd_pairwise_u8x16(wasm_i8x16_abs(LOAD(weights + 32 * step + 16 * half)));
    }
    int paired = 0, single = steps;
    for (int step = 0; step < steps; step++) {
      if (used[step]) continue;
      used[step] = 1;
      int other = step + 1;
      for (; other < steps; other++) {
        if (used[other]) continue;
        v128_t most = wasm_u16x8_max(wasm_i16x8_add(sums[step][0], sums[other][0]), wasm_i16x8_add(sums[step][1], sums[other][1]));
        if (!wasm_v128_any_true(wasm_u16x8_gt(most, wasm_i16x8_const_splat(258)))) break;
      }
      if (other == steps) {
        order[--single] = 4 * step;
        continue;
      }
      used[other] = 1;
      order[paired++] = 4 * step;
      order[paired++] = 4 * other;
    }
    linear->pairs[block] = paired / 2;
  }
}

#define TWO_PRODUCTS(weights, four) wasm_i16x8_relaxed_dot_i8x16_i7x16(weights, four)
#define TO_32(sums) wasm_i32x4_dot_i16x8(sums, wasm_i16x8_const_splat(1))
#define DOT(weights, four, sum) wasm_i32x4_relaxed_dot_i8x16_i7x16_add(weights, four, sum)
#define DOT_OF_PAIR(a, b, four_a, four_b, sum) \
  wasm_i32x4_add(sum, TO_32(wasm_i16x8_add(TWO_PRODUCTS(a, four_a), TWO_PRODUCTS(b, four_b))))
#define DOT_OF_SINGLE(a, four, sum) wasm_i32x4_add(sum, TO_32(TWO_PRODUCTS(a, four)))

/* Sums of eight outputs for one row -> floats */
static inline void put(float *out, v128_t left, v128_t right, int row, const Linear *linear, int output) {
  const int32_t *sums = linear->sums + output;
  const float *scales = linear->scales + output, *bias = linear->bias + output;
  v128_t zero = wasm_i32x4_splat(row_zeros[row]), scale = wasm_f32x4_splat(row_scales[row]);
  v128_t sums_left = LOAD(sums), sums_right = LOAD(sums + 4), scales_left = LOAD(scales), scales_right = LOAD(scales + 4);
  v128_t bias_left = LOAD(bias), bias_right = LOAD(bias + 4);
  left = wasm_f32x4_convert_i32x4(wasm_i32x4_sub(left, wasm_i32x4_mul(sums_left, zero)));
  right = wasm_f32x4_convert_i32x4(wasm_i32x4_sub(right, wasm_i32x4_mul(sums_right, zero)));
  left = times_plus(left, wasm_f32x4_mul(scales_left, scale), bias_left);
  right = times_plus(right, wasm_f32x4_mul(scales_right, scale), bias_right);
  STORE(out, left);
  STORE(out + 4, right);
}

#define EACH_ROW _Pragma("unroll") for (int r = 0; r < ROWS; r++)

/*
 * Some rows of `bytes` times the weights of eight outputs. There are two ways, which give the same: by one instruction for four products
 * and their sum, fastest where the processor has such a one, and by pairs of steps. Rows are constant so that sums stay in registers, and
 * inputs so that an address is a constant away from the next row's.
 */
#define MULTIPLY(rows_at_once, width)                                                                                                \
  static void in_one_##rows_at_once##_##width(const Linear *linear, float *out, int row, int output) {                               \
    enum { ROWS = rows_at_once, INPUTS = width };                                                                                    \
    const uint8_t *in = bytes + row * INPUTS, *end = in + INPUTS;                                                                    \
    const int8_t *weights = linear->weights + output * INPUTS;                                                                       \
    v128_t left[ROWS], right[ROWS];                                                                                                  \
    EACH_ROW left[r] = right[r] = wasm_i32x4_const_splat(0);                                                                         \
    for (; in < end; in += 4, weights += 32) {                                                                                       \
      v128_t weights_left = LOAD(weights), weights_right = LOAD(weights + 16);                                                       \
      EACH_ROW {                                                                                                                     \
        v128_t four = wasm_v128_load32_splat(in + r * INPUTS);                                                                       \
        left[r] = DOT(weights_left, four, left[r]);                                                                                  \
        right[r] = DOT(weights_right, four, right[r]);                                                                               \
      }                                                                                                                              \
    }                                                                                                                                \
    EACH_ROW put(out + (row + r) * linear->outputs + output, left[r], right[r], row + r, linear, output);                            \
  }                                                                                                                                  \
  static void in_pairs_##rows_at_once##_##width(const Linear *linear, float *out, int row, int output) {                             \
    enum { ROWS = rows_at_once, INPUTS = width };                                                                                    \
    const uint8_t *in = bytes + row * INPUTS;                                                                                        \
    const int8_t *weights = linear->weights + output * INPUTS;                                                                       \
    const uint16_t *at = linear->order + output / 8 * (INPUTS / 4), *paired = at + 2 * linear->pairs[output / 8], *end = at + INPUTS / 4; \
    v128_t left[ROWS], right[ROWS];                                                                                                  \
    EACH_ROW left[r] = right[r] = wasm_i32x4_const_splat(0);                                                                         \
    for (; at < paired; at += 2) {                                                                                                   \
      const uint8_t *in_a = in + at[0], *in_b = in + at[1];                                                                          \
      const int8_t *a = weights + 8 * at[0], *b = weights + 8 * at[1];                                                               \
      v128_t a_left = LOAD(a), a_right = LOAD(a + 16), b_left = LOAD(b), b_right = LOAD(b + 16);                                     \
      EACH_ROW {                                                                                                                     \
        v128_t four_a = wasm_v128_load32_splat(in_a + r * INPUTS), four_b = wasm_v128_load32_splat(in_b + r * INPUTS);               \
        left[r] = DOT_OF_PAIR(a_left, b_left, four_a, four_b, left[r]);                                                              \
        right[r] = DOT_OF_PAIR(a_right, b_right, four_a, four_b, right[r]);                                                          \
      }                                                                                                                              \
    }                                                                                                                                \
    for (; at < end; at++) {                                                                                                         \
      v128_t a_left = LOAD(weights + 8 * at[0]), a_right = LOAD(weights + 8 * at[0] + 16);                                           \
      EACH_ROW {                                                                                                                     \
        v128_t four = wasm_v128_load32_splat(in + at[0] + r * INPUTS);                                                               \
        left[r] = DOT_OF_SINGLE(a_left, four, left[r]);                                                                              \
        right[r] = DOT_OF_SINGLE(a_right, four, right[r]);                                                                           \
      }                                                                                                                              \
    }                                                                                                                                \
    EACH_ROW put(out + (row + r) * linear->outputs + output, left[r], right[r], row + r, linear, output);                            \
  }

MULTIPLY(4, 384)
MULTIPLY(8, 384)
MULTIPLY(4, 1536)
MULTIPLY(8, 1536)

/* By how many rows at once, and by which of the two. More rows need more registers. */
#define WAY(rows_at_once, how)                                                                    \
  static void how##_by_##rows_at_once(const Linear *linear, float *out, int rows) {               \
    for (int output = 0; output < linear->outputs; output += 8) {                                 \
      int row = 0;                                                                                \
      if (linear->inputs == HIDDEN) {                                                             \
        for (; row + rows_at_once <= rows; row += rows_at_once) how##_##rows_at_once##_384(linear, out, row, output); \
        for (; row < rows; row += 4) how##_4_384(linear, out, row, output);                       \
      } else {                                                                                    \
        for (; row + rows_at_once <= rows; row += rows_at_once) how##_##rows_at_once##_1536(linear, out, row, output); \
        for (; row < rows; row += 4) how##_4_1536(linear, out, row, output);                      \
      }                                                                                           \
    }                                                                                             \
  }

WAY(4, in_one)
WAY(4, in_pairs)
WAY(8, in_one)
WAY(8, in_pairs)

enum { WAYS = 4 };
static int way;

static void apply(const Linear *linear, const float *from, float *out, int rows) {
  to_bytes(from, rows, linear->inputs);
  switch (way) {
    case 0: in_one_by_4(linear, out, rows); break;
    case 1: in_pairs_by_4(linear, out, rows); break;
    case 2: in_one_by_8(linear, out, rows); break;
    default: in_pairs_by_8(linear, out, rows);
  }
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

static void pass(const Layer *layer, int tokens, int rows) {
  apply(&layer->look, states, wide, rows);
  for (int head = 0; head < HEADS; head++)
    for (int token = 0; token < tokens; token++) attend_one(token, tokens, head);
  apply(&layer->gather, mixed, wide, rows);
  add_and_normalise(wide, rows, layer->after_look);
  apply(&layer->widen, states, wide, rows);
  for (int i = 0; i < rows * INNER; i += 8) {
    v128_t left = gelu4(LOAD(wide + i)), right = gelu4(LOAD(wide + i + 4));
    STORE(wide + i, left);
    STORE(wide + i + 4, right);
  }
  apply(&layer->narrow, wide, mixed, rows);
  add_and_normalise(mixed, rows, layer->after_narrow);
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
EXPORT("most_layers") int most_layers(void) { return MOST_LAYERS; }

/* Once, when the image of so many pieces and layers, at most `most_layers`, is in its place. */
EXPORT("prepare") void prepare(int pieces, int layers_of_image) {
  layers = layers_of_image;
  take_entry(pieces);
  for (int i = 0; i < layers; i++) {
    Layer layer = take_layer();
    pair_steps(&layer.look);
    pair_steps(&layer.gather);
    pair_steps(&layer.widen);
    pair_steps(&layer.narrow);
  }
}

/* The ways to multiply, from 0, and which is taken from now on: all give the same numbers. */
EXPORT("ways") int ways(void) { return WAYS; }
EXPORT("multiply") void multiply(int how) { way = how; }

/* `ids` of 1 to `longest` tokens out of `pieces` -> `vector`. */
EXPORT("embed") void embed(int pieces, int tokens) {
  Entry entry = take_entry(pieces);
  /* Rows are worked on by four; those beyond the text are zeros that nobody looks at. */
  int rows = (tokens + 3) & ~3;
  for (int token = 0; token < tokens; token++) {
    const int8_t *word = entry.words + ids[token] * HIDDEN;
    float scale = entry.scales[ids[token]];
    for (int i = 0; i < HIDDEN; i++) states[token * HIDDEN + i] = word[i] * scale + entry.positions[token * HIDDEN + i];
  }
  for (int i = tokens * HIDDEN; i < rows * HIDDEN; i++) states[i] = mixed[i] = 0;
  add_and_normalise(0, rows, entry.norm);
  for (int i = 0; i < layers; i++) {
    Layer layer = take_layer();
    pass(&layer, tokens, rows);
  }
  pool(tokens);
}
