/** Bits for each segment of text; a power of two. */
const BITS = 32_768;
/** Character n-grams of up to this many UTF-16 units are recorded. */
const LONGEST_RUN = 4;

/**
 * A Bloom filter over the character n-grams of a text: rules out quickly that a word is in it. A word that is not ruled out may still be
 * missing.
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

  /** @param places the bits of all words; see `signaturePlaces` */
  mayHave(places: readonly number[]): boolean {
    return places.every((place) => ((this.#bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0);
  }
}

/** The bits that are set for a text with this word. */
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
