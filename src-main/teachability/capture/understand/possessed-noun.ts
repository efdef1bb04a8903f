/** Of whom or what of the user's a clause speaks: "my brother …", by the words for "my", a closed class. */

/** "Mein kleiner Bruder …", "il mio capo …", "у моей жены …"; not English, whose "my" says too little without the noun. */
const OF_MINE = new RegExp(
  String.raw`^[^\p{L}\p{N}]{0,3}(?:\p{L}{1,5}\s){0,2}?(?:${[
    String.raw`mein\p{L}{0,2}|unser\p{L}{0,2}|mon|ma|mes|notre|nos|mis?|nuestr[oa]s?|mi[oa]|miei|mie|nostr[oaie]|meus?|minhas?|noss[oa]s?`,
    String.raw`mijn|onze|ons|min|mitt?|mina|mine|vår[at]?|mój|moj\p{L}{1,3}|nasz\p{L}{0,2}|můj|наш\p{L}{0,2}|мо(?:й|я|ё|е|и|ей|его|ему|их|ими|им|ю|ї|є)|мій|मेर[ाीे]|제|내|우리`,
  ].join('|')})\s(?<noun>\p{L}+)`,
  'iu',
);
/** Turkish says "my" at the end of the word. */
const TURKISH = /[ğışİ]/u;
const OF_MINE_IN_TURKISH = /^[^\p{L}\p{N}]{0,3}(?:benim\s)?(?<noun>\p{L}{1,20}[aeıiuü]m)\s/iu;
/** The first word behind "my" at the beginning of a clause; null where it begins otherwise, or is English. */
export function possessedNoun(clause: string): string | null {
  const found = OF_MINE.exec(clause) ?? (TURKISH.test(clause) ? OF_MINE_IN_TURKISH.exec(clause) : null);
  return found?.groups?.['noun'] ?? null;
}
