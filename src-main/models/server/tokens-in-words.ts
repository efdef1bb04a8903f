/** The sizes that a rejection names, in tokens; null: not named. */
export interface NamedSizes {
  /** The maximum that the model can read. */
  readonly window: number | null;
  /** The size of the request. */
  readonly asked: number | null;
}

/** Smaller numbers are positions, counts of messages or statuses. */
const SMALLEST_WINDOW = 256;
const limitBefore =
  /(?:maximum|max|limit|available|window|n_ctx|context (?:length|size)|less than|at most|up to|only|[<>]=?|should be \[\d{1,6},|allowed|最大|上限|不超过)[^\d\n]{0,50}(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(k\b)?/gi;
const limitAfter = /(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(k\b)?[- ](?:tokens? )?(?:maximum|limit|context)/gi;
const anySize = /(\d{1,3}(?:,\d{3}){1,3}|\d{1,9})(k\b)?/gi;

/** The sizes that a rejection names in its sentence. The wording varies, so numbers are interpreted by the words next to them. */
export function sizesInWords(words: string): NamedSizes {
  const text = words.slice(0, 4_000);
  const windows = [...text.matchAll(limitAfter), ...text.matchAll(limitBefore)].map(sizeOf).filter(isWindow);
  const window = windows[0] ?? null;
  if (window === null) return twoSizes(text);
  const larger = [...text.matchAll(anySize)].map(sizeOf).filter((size) => size > window && isWindow(size));
  return { window, asked: larger.length === 0 ? null : Math.min(...larger) };
}

/** In other languages, of two sizes in tokens the smaller one is the limit. */
function twoSizes(text: string): NamedSizes {
  if (!/\btokens?\b/i.test(text)) return { window: null, asked: null };
  const sizes = [...text.matchAll(anySize)].map(sizeOf).filter(isWindow);
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)];
  return sizes.length === 2 && smallest < largest
    ? { window: smallest, asked: largest }
    : { window: null, asked: null };
}

function sizeOf([, digits = '', thousand]: RegExpMatchArray): number {
  return Number(digits.replaceAll(',', '')) * (thousand === undefined ? 1 : 1_024);
}

function isWindow(size: number): boolean {
  return size >= SMALLEST_WINDOW && size < 100_000_000;
}
