/**
 * Whether a full stop ends a sentence. By its form, so that it holds in most languages: what stands before it (an initial, letters without a
 * vowel, an ordinal) and what comes after it (a small letter, where the writer begins sentences with capitals).
 */

/** What is looked at before and after, in characters. */
const BEFORE = 16;
const AFTER = 16;

/** Abbreviations that look like words. Those without a vowel and single letters need no list. */
const ABBREVIATION =
  /(?<![\p{L}.])(?:prof|gen|col|rev|capt|maj|dipl|sig|dott|mevr|mme|mlle|sra|srta|dra|ave?|avda|núm|num|no|approx|etc|ca|vs|al|inc|bijv|e\.g|i\.e|u\.s|u\.k|p\.ej|o\.a|ул|им|пр|ul|itp|itd|tzn|डॉ|श्री)\.$/iu;
const INITIAL = /(?<![\p{L}\p{N}'’])(?!I\.$)\p{L}\p{M}{0,3}\.$/u;
/** Not a measure: "5 km." */
const WITHOUT_VOWEL = /(?<![\p{L}\p{N}]|\p{N}\s)[bcdfghjklmnpqrstvwxzß]{2,4}\.$|\p{L}str\.$/iu;
/** "d. h.", "a.m.", "Ph.D." */
const PARTS = /(?<!\p{L})(?:\p{L}{1,2}\.){2,4}$/u;
const ORDINAL = /(?<![\p{N}.,:])\p{N}{1,2}\.$/u;
/** An address ends in a number, an ordinal goes on: with a small letter, or a month. */
const MONTH = new RegExp(
  String.raw`^\s(?:${Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat('de', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month)),
  ).join('|')})(?!\p{L})`,
  'u',
);
const SMALL_NEXT = /^["”»)\]]{0,2}\s+\p{Ll}/u;
const NUMBER_NEXT = /^\s+\p{N}/u;
/** 「…。」と言う: the sentence goes on behind what was said. */
const QUOTED_BEFORE = /[。！？][」』]$/u;
const GOES_ON = /^(?:と|って|という)/u;

/**
 * @param prose in which a sentence may end just before `end`
 * @param capitals true where the writer begins sentences with capitals
 */
export function endsSentence(prose: string, end: number, capitals: boolean): boolean {
  const before = prose.slice(Math.max(0, end - BEFORE), end);
  const after = prose.slice(end, end + AFTER);
  if (QUOTED_BEFORE.test(before)) return !GOES_ON.test(after);
  const small = capitals && SMALL_NEXT.test(after);
  const bare = before.replace(/["”’»)\]]{1,3}$/u, '');
  if (!bare.endsWith('.')) return !(small && bare !== before);
  if (bare.endsWith('..')) return !small;
  if (after.trim() === '') return true;
  if (ABBREVIATION.test(bare)) return false;
  if (small && (bare !== before || PARTS.test(bare) || ORDINAL.test(bare))) return false;
  if (ORDINAL.test(bare)) return !MONTH.test(after);
  if (PARTS.test(bare)) return !(small || (NUMBER_NEXT.test(after) && !/m\.$/iu.test(bare)));
  return !(INITIAL.test(bare) || WITHOUT_VOWEL.test(bare));
}

/** True where the writer begins sentences with capitals, as far as the beginning of the prose shows. */
export function usesCapitals(prose: string): boolean {
  return /(?:^|[.!?]\s)["“«(]?\p{Lu}/u.test(prose.slice(0, 400));
}
