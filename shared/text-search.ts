/** Finding words in texts whatever their capitals and accents, the same on both sides. */

/** Without capitals and accents. */
export function foldText(text: string): string {
  const lower = text.toLowerCase();
  return isAscii(lower) ? lower : lower.normalize('NFKD').replace(/\p{M}/gu, '');
}

/** The words of a query, folded. */
export function searchWords(query: string): string[] {
  return foldText(query)
    .split(/\s+/u)
    .filter((word) => word !== '');
}

/** Where something was found in a text, in UTF-16 units; `end` is after it. */
export interface Hit {
  readonly start: number;
  readonly end: number;
}

/** Where any of these folded words are in a text, in order and without overlaps. @param words not empty strings. */
export function hitsIn(text: string, words: readonly string[]): Hit[] {
  const { folded, at } = foldedWithPlaces(text);
  const found = words.flatMap((word) => placesOf(folded, word));
  const hits: Hit[] = [];
  for (const { start, end } of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const hit = { start: at(start), end: at(end) };
    if (hit.start >= (hits.at(-1)?.end ?? 0)) hits.push(hit);
  }
  return hits;
}

function placesOf(text: string, word: string): Hit[] {
  const places: Hit[] = [];
  if (word === '') return places;
  for (let start = text.indexOf(word); start !== -1; start = text.indexOf(word, start + word.length))
    places.push({ start, end: start + word.length });
  return places;
}

/** A folded text, and where a place in it is in the text as it was. */
function foldedWithPlaces(text: string): { readonly folded: string; readonly at: (place: number) => number } {
  const lower = text.toLowerCase();
  if (isAscii(lower)) return { folded: lower, at: (place) => place };
  const parts: string[] = [];
  const places: number[] = [];
  let place = 0;
  for (const character of text) {
    const folded = foldText(character);
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) places.push(place);
    place += character.length;
  }
  return { folded: parts.join(''), at: (index) => places[index] ?? text.length };
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** A message in which something was found. */
export interface FoundMessage {
  readonly messageId: string;
  /** How often in its text, and in what the model thought before. */
  readonly inText: number;
  readonly inReasoning: number;
}

/** Those of the messages in which the query occurs as it is typed. @param query blank: none. */
export function foundIn(
  messages: Iterable<{ readonly id: string; readonly text: string; readonly reasoning: string }>,
  query: string,
): FoundMessage[] {
  const phrase = foldText(query);
  const found: FoundMessage[] = [];
  if (phrase.trim() === '') return found;
  for (const { id, text, reasoning } of messages) {
    const inText = countIn(text, phrase);
    const inReasoning = countIn(reasoning, phrase);
    if (inText + inReasoning > 0) found.push({ messageId: id, inText, inReasoning });
  }
  return found;
}

function countIn(text: string, phrase: string): number {
  const folded = foldText(text);
  let count = 0;
  for (let at = folded.indexOf(phrase); at !== -1; at = folded.indexOf(phrase, at + phrase.length))
    count += 1;
  return count;
}
