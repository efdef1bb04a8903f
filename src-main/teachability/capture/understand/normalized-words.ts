/** Normalises a person's words for matching by rules: restores omitted apostrophes and reads "we" as "I", since both are about the user. */

/** Contractions typed without an apostrophe, except those that are words themselves: "ill", "id", "well", "were". */
const BARE: Readonly<Record<string, string>> = {
  im: "I'm",
  ive: "I've",
  dont: "don't",
  doesnt: "doesn't",
  didnt: "didn't",
  isnt: "isn't",
  arent: "aren't",
  wasnt: "wasn't",
  havent: "haven't",
  hasnt: "hasn't",
  cant: "can't",
  couldnt: "couldn't",
  wouldnt: "wouldn't",
  shouldnt: "shouldn't",
  thats: "that's",
};
const BARE_WORDS = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’_-])(?:${Object.keys(BARE).join('|')})(?![\p{L}\p{N}'’_-])`,
  'giu',
);

/** German "im" and French "dont" are complete words. */
const NOT_ENGLISH =
  /(?<!\p{L})(?:ich|und|der|das|ist|nicht|meine?|wir|eine?n?|dem|den|habe|auf|mit|für|wohne|je|les|est|des|une|pas|que|não|uma|com)(?!\p{L})/iu;

/** Corrects spelling only, so the result is also stored. */
export function restoreApostrophes(text: string): string {
  if (NOT_ENGLISH.test(text)) return text;
  return text
    .replace(BARE_WORDS, (bare, at: number) => {
      const whole = BARE[bare.toLowerCase()] ?? bare;
      return /^\p{Lu}/u.test(bare) || (at === 0 && /^\p{Lu}/u.test(text)) ? capitalised(whole) : whole;
    })
    .replace(/(?<![\p{L}\p{N}'’_-])my names(?=\s+\p{L})/iu, (words) => `${words.slice(0, -1)}'s`);
}

const PLURALS: readonly (readonly [RegExp, string])[] = [
  [/(?<![\p{L}\p{N}'’_-])we(?=['’](?:ve|d|ll)(?!\p{L})|\s|$)/giu, 'I'],
  [/(?<![\p{L}\p{N}'’_-])we(?:['’]re| are)(?!\p{L})/giu, "I'm"],
  [/(?<![\p{L}\p{N}'’_-])our(?=\s)/gu, 'my'],
  [/(?<![\p{L}\p{N}'’_-])Our(?=\s)/gu, 'My'],
];

/** Short forms of typed English for the nouns that rules know. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  bday: 'birthday',
  'b-day': 'birthday',
  bf: 'boyfriend',
  gf: 'girlfriend',
  bff: 'best friend',
};
const SHORT_FORM = new RegExp(
  String.raw`(?<![\p{L}\p{N}'’_-])(?:${Object.keys(SHORT_FORMS).join('|')})(?![\p{L}\p{N}_-])`,
  'giu',
);

/** The text for rules to match; never stored. */
export function normalized(text: string): string {
  const whole = text.replace(SHORT_FORM, (short) => SHORT_FORMS[short.toLowerCase()] ?? short);
  return PLURALS.toReversed().reduce((read, [plural, single]) => read.replace(plural, single), whole);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
