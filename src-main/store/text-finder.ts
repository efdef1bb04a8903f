/** The first bytes of each text lead to it; texts must be as long. */
const PREFIX = 4;

interface Needle {
  readonly text: string;
  readonly bytes: Buffer;
}

/** Looks for thousands of texts at once in bytes: one pass, however many there are. */
export class TextFinder {
  /** Bytes of the longest text. */
  readonly longest: number;
  readonly #byPrefix: ReadonlyMap<number, readonly Needle[]>;
  /** Which pairs of bytes any text begins with: most places are passed over by this alone. */
  readonly #pairs = new Uint8Array(2 ** 16);

  /** @param texts each of at least four bytes in UTF-8, by what is to be answered when it is found. */
  constructor(texts: Iterable<readonly [form: string, text: string]>) {
    const needles = [...texts].map(([form, text]) => ({ text, bytes: Buffer.from(form) }));
    this.longest = Math.max(0, ...needles.map(({ bytes }) => bytes.length));
    this.#byPrefix = Map.groupBy(needles, ({ bytes }) => bytes.readUInt32LE(0));
    for (const { bytes } of needles) this.#pairs[bytes.readUInt16LE(0)] = 1;
  }

  /** Adds to `found` what is in these bytes. */
  find(bytes: Buffer, found: Set<string>): void {
    for (let at = 0; at + PREFIX <= bytes.length; at += 1) {
      const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      if (this.#pairs[pair] !== 1) continue;
      for (const needle of this.#byPrefix.get(bytes.readUInt32LE(at)) ?? []) {
        const end = at + needle.bytes.length;
        if (
          !found.has(needle.text) &&
          end <= bytes.length &&
          bytes.compare(needle.bytes, 0, undefined, at, end) === 0
        )
          found.add(needle.text);
      }
    }
  }
}
