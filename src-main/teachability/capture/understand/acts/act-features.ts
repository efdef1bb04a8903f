/**
 * The features of a part of a message: its letters and words, its neighbours, and its form. Shared by the app and the recipe that trains
 * the weights, so that both compute the same.
 */

/** The number of rows of weights; a feature's row is the hash of its name. */
export const ROWS = 1 << 15;

/** A part of a message with its position. */
export interface SegmentInContext {
  readonly text: string;
  /** The parts before and after it; null at the ends. */
  readonly before: string | null;
  readonly after: string | null;
  /** What separates it from the part before. */
  readonly gap: 'none' | 'line' | 'block';
  /** Zero-based index of the part. */
  readonly place: number;
  readonly count: number;
  /** True if some lines of the message are marked as somebody else's text by their form. */
  readonly besideMaterial: boolean;
}

/** A part without the message around it. */
export function alone(text: string): SegmentInContext {
  return { text, before: null, after: null, gap: 'block', place: 0, count: 1, besideMaterial: false };
}

/** A row of the weights, and the value of the feature. */
export interface Feature {
  readonly row: number;
  readonly value: number;
}

/** Of a longer part only the beginning and the end are read. In characters. */
const READ = 240;
const SHORTEST_GRAM = 2;
const LONGEST_GRAM = 5;
/** Scripts without spaces between words, in which pairs of characters take the place of words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
const WORD =
  /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)?|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/** Each feature once. The values of letters, of words and of neighbours have segment length each. */
export function actFeatures(part: SegmentInContext): Feature[] {
  const text = normal(part.text);
  const words = wordsOf(text);
  return [
    ...scaled(gramRows(text), 1),
    ...ofLength1('w', wordFeatures(words), 1),
    ...ofLength1('b', part.before === null ? ['none'] : edgeWords(wordsOf(normal(part.before))), 0.5),
    ...ofLength1('a', part.after === null ? ['none'] : edgeWords(wordsOf(normal(part.after))), 0.5),
    ...formOf(part, words).map((name) => ({ row: rowOf('f', name), value: 0.3 })),
  ];
}

function normal(whole: string): string {
  const text = whole.length <= READ * 4 ? whole : `${whole.slice(0, READ * 2)} ${whole.slice(-READ * 2)}`;
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\d/gu, '0')
    .replace(/\s+/gu, ' ')
    .trim();
  return plain.length <= READ * 2 ? plain : `${plain.slice(0, READ)} ${plain.slice(-READ)}`;
}

function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

/**
 * Rows of the character n-grams within words, with word boundaries marked. The hash of each n-gram continues that of the next shorter one.
 */
function gramRows(text: string): number[] {
  const rows: number[] = [];
  const padded = ` ${text} `;
  const begun = hashed(hashed(BASIS, 'c'), ' ');
  for (let start = 0; start < padded.length; start += 1) {
    let hash = begun;
    const last = Math.min(LONGEST_GRAM, padded.length - start);
    for (let length = 1; length <= last; length += 1) {
      hash = Math.imul(hash ^ padded.charCodeAt(start + length - 1), PRIME);
      const ended = length > 2 && padded.charCodeAt(start + length - 2) === SPACE;
      if (ended) break;
      if (length >= SHORTEST_GRAM) rows.push(rowFor(hash));
    }
  }
  return rows;
}

function wordFeatures(words: readonly string[]): string[] {
  const found: string[] = [];
  for (const [at, word] of words.entries()) {
    found.push(word);
    const next = words[at + 1];
    if (next !== undefined) found.push(`${word} ${next}`);
    const third = words[at + 2];
    if (next !== undefined && third !== undefined)
      found.push(`${word} ${next} ${third}`, `${word} _ ${third}`);
  }
  for (let length = 1; length <= 3; length += 1) {
    if (words.length < length) break;
    found.push(`^${words.slice(0, length).join(' ')}`, `${words.slice(-length).join(' ')}$`);
  }
  return found;
}

function edgeWords(words: readonly string[]): string[] {
  return [
    ...words.slice(0, 4).map((word, at) => `${at} ${word}`),
    ...words.slice(-2).map((word) => `$ ${word}`),
    ...words.slice(0, 12),
  ];
}

function formOf(
  { text, gap, place, count, besideMaterial, before }: SegmentInContext,
  words: readonly string[],
): string[] {
  const length = UNSPACED.test(text) ? words.length / 2 : words.length;
  const bounds = [1, 2, 4, 7, 12, 20, 35, 60];
  const form = [
    'always',
    `size ${bounds.filter((bound) => length > bound).length}`,
    `gap ${gap}`,
    place === 0 ? 'first' : 'later',
    place === count - 1 ? 'last' : 'not last',
    `count ${Math.min(count, 4)}`,
    `place ${Math.min(place, 3)} of ${Math.min(count, 4)}`,
    `ends ${endOf(text)}`,
  ];
  const signs: readonly (readonly [string, boolean])[] = [
    ['beside material', besideMaterial],
    ['quotes', /["“”„«»「」]/u.test(text)],
    ['opens with a quote', /^\s*["“„«「]/u.test(text)],
    ['digits', /\d/u.test(text)],
    ['money or percent', /[€$£%]/u.test(text)],
    ['address', /@\w|https?:/u.test(text)],
    ['colon inside', /[:：]\s*\S/u.test(text)],
    ['lines', text.includes('\n')],
    ['small letter first', /^\p{Ll}/u.test(text)],
    ['brackets', /[()[\]{}<>]/u.test(text)],
    ['code', /[{}<>=;_\\]/u.test(text)],
    ['after a colon', before !== null && /[:：]\s*$/u.test(before)],
    ['after a question', before !== null && /[?？؟]\s*$/u.test(before)],
    ['capitals', /\p{Lu}{3,}/u.test(text)],
    ['picture', /\p{Extended_Pictographic}/u.test(text)],
  ];
  return [...form, ...signs.flatMap(([name, holds]) => (holds ? [name] : []))];
}

function endOf(text: string): string {
  if (/[?？؟]["”'’)\]]{0,3}$/u.test(text)) return '?';
  const last = text.at(-1) ?? '';
  if (':：'.includes(last)) return ':';
  return '.。'.includes(last) ? '.' : '!…'.includes(last) ? last : 'open';
}

function ofLength1(space: string, names: readonly string[], weight: number): Feature[] {
  return scaled(
    names.map((name) => rowOf(space, name)),
    weight,
  );
}

/** Damps the counts and scales them to segment length times `weight`, so that long and short parts weigh the same. */
function scaled(rows: readonly number[], weight: number): Feature[] {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
  const scale = rows.length === 0 ? 0 : weight / Math.sqrt(rows.length);
  return Array.from(counts, ([row, count]) => ({ row, value: Math.sqrt(count) * scale }));
}

/** FNV-1a over UTF-16 code segments. */
const BASIS = 0x811c9dc5;
const PRIME = 0x01000193;
const SPACE = 0x20;

function rowOf(space: string, name: string): number {
  return rowFor(hashed(hashed(hashed(BASIS, space), ' '), name));
}

function hashed(before: number, text: string): number {
  let hash = before;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash;
}

function rowFor(hash: number): number {
  return ((hash ^ (hash >>> 15)) >>> 0) % ROWS;
}
