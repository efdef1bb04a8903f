/** Bits for each segment of text; a power of two. */
const BITS = 32_768;
/** Runs of up to this many UTF-16 units are recorded. */
const LONGEST_RUN = 4;

/**
 * What runs of letters a text has, by a bit for the hash of each: tells in a moment that a word is not in it. A word that it does not rule
 * out may still not be there.
 */
export class TextSignature {
  readonly #bits = new Uint8Array(BITS / 8);

  add(text: string): void {
    for (let at = 0; at < text.length; at += 1) {
      let hash = 0;
      const end = Math.min(text.length, at + LONGEST_RUN);
      for (let next = at; next < end; next += 1) {
        hash = mixed(hash, text.charCodeAt(next));
        const place = hash >>> 17;
        this.#bits[place >> 3] = (this.#bits[place >> 3] ?? 0) | (1 << (place & 7));
      }
    }
  }

  /** @param places of all words; see `signaturePlaces`. */
  mayHave(places: readonly number[]): boolean {
    return places.every((place) => ((this.#bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0);
  }
}

/** The bits that a text with this word has. */
export function signaturePlaces(word: string): number[] {
  const length = Math.min(LONGEST_RUN, word.length);
  const places: number[] = [];
  for (let at = 0; at + length <= word.length; at += 1) {
    let hash = 0;
    for (let next = at; next < at + length; next += 1) hash = mixed(hash, word.charCodeAt(next));
    places.push(hash >>> 17);
  }
  return places;
}

function mixed(hash: number, unit: number): number {
  return Math.imul(hash ^ (unit + 1), 0x9e_37_79_b1) ^ (hash >>> 15);
}
