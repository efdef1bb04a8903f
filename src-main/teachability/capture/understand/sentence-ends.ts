/**
 * Decides whether a full stop ends a sentence. By form, so it works in most languages: by what stands before it (an initial, letters
 * without a vowel, an ordinal) and after it (a lower-case letter, if the writer starts sentences with capitals).
 */

import { stopWords } from '../../recall/stop-words.ts';

/** How far to look before and after the full stop, in characters. */
const BEFORE = 16;
const AFTER = 16;

/** Abbreviations that look like words. Single letters and abbreviations without a vowel need no list. */
const ABBREVIATION =
  /(?<![\p{L}.])(?:prof|gen|col|rev|capt|maj|dipl|sig|dott|mevr|mme|mlle|sra|srta|dra|ave?|avda|núm|num|no|approx|etc|ca|vs|al|inc|bijv|e\.g|i\.e|u\.s|u\.k|p\.ej|o\.a|ул|им|пр|ul|itp|itd|tzn|डॉ|श्री)\.$/iu;
const INITIAL = /(?<![\p{L}\p{N}'’])(?!I\.$)\p{L}\p{M}{0,3}\.$/u;
/** Abbreviations without a vowel, but not units of measurement: "5 km." */
const WITHOUT_VOWEL = /(?<![\p{L}\p{N}]|\p{N}\s)[bcdfghjklmnpqrstvwxzß]{2,4}\.$|\p{L}str\.$/iu;
/** Abbreviations with several full stops: "d. h.", "a.m.", "Ph.D." */
const PARTS = /(?<!\p{L})(?:\p{L}{1,2}\.){2,4}$/u;
const ORDINAL = /(?<![\p{N}.,:])\p{N}{1,2}\.$/u;
/** A full stop after a number ends a sentence, unless the number is an ordinal: then a lower-case letter or a month follows. */
const MONTH = new RegExp(
  String.raw`^\s(?:${Array.from({ length: 12 }, (_, month) =>
    new Intl.DateTimeFormat('de', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2024, month)),
  ).join('|')})(?!\p{L})`,
  'u',
);
/** German writes nouns with capitals: "in die 3. Klasse", "im 2. Stock". Before a pronoun or an article a new sentence begins. */
const DETERMINED =
  /(?<!\p{L})(?:der|die|das|den|dem|des|im|am|ins|zum|zur|beim|vom|(?:mein|dein|sein|ihr|unser|jed)\p{L}{0,2})\s\p{N}{1,2}\.$/iu;
const NOUN_NEXT = /^\s(?<noun>\p{Lu}\p{Ll}{2,})/u;

function isOrdinalOfNoun(before: string, after: string): boolean {
  const noun = NOUN_NEXT.exec(after)?.groups?.['noun']?.toLowerCase();
  return noun !== undefined && DETERMINED.test(before) && !stopWords.has(noun);
}

const SMALL_NEXT = /^["”»)\]]{0,2}\s+\p{Ll}/u;
const NUMBER_NEXT = /^\s+\p{N}/u;
/** In 「…。」と言う the sentence continues after the quotation. */
const QUOTED_BEFORE = /[。！？][」』]$/u;
const GOES_ON = /^(?:と|って|という)/u;

/**
 * @param prose in which a sentence may end just before `end`
 * @param capitals true if the writer starts sentences with capitals
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
  if (ORDINAL.test(bare)) return !(MONTH.test(after) || isOrdinalOfNoun(bare, after));
  if (PARTS.test(bare)) return !(small || (NUMBER_NEXT.test(after) && !/m\.$/iu.test(bare)));
  return !(INITIAL.test(bare) || WITHOUT_VOWEL.test(bare));
}

/** True if the writer starts sentences with capitals, judged by the beginning of the prose. */
export function usesCapitals(prose: string): boolean {
  return /(?:^|[.!?]\s)["“«(]?\p{Lu}/u.test(prose.slice(0, 400));
}
