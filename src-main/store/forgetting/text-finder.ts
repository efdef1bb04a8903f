/** Needles are looked up by this many first bytes, which is also their minimum length. */
const PREFIX_BYTES = 4;

interface Needle {
  readonly text: string;
  readonly bytes: Buffer;
  /** The longest other needle that is a prefix of this one. */
  readonly shorter: Needle | undefined;
}

/** Searches bytes for thousands of texts in one pass, however alike they begin. */
export class TextFinder {
  /** Length of the longest needle, in bytes. */
  readonly longest: number;
  /** Needles with the same prefix, in byte order. */
  readonly #byPrefix: ReadonlyMap<number, readonly Needle[]>;
  /** Which pairs of bytes any needle begins with; this alone skips most positions. */
  readonly #pairs = new Uint8Array(2 ** 16);

  /**
   * @param texts pairs of the form to search for, at least four bytes in UTF-8, and the text to report when it is
   * found.
   */
  constructor(texts: Iterable<readonly [form: string, text: string]>) {
    const forms = [...texts].map(([form, text]) => ({ text, bytes: Buffer.from(form) }));
    this.longest = forms.reduce((most, { bytes }) => Math.max(most, bytes.length), 0);
    const alike = Map.groupBy(forms, ({ bytes }) => bytes.readUInt32LE(0));
    this.#byPrefix = new Map([...alike].map(([prefix, group]) => [prefix, inOrder(group)]));
    for (const { bytes } of forms) this.#pairs[bytes.readUInt16LE(0)] = 1;
  }

  /** Adds the texts contained in `bytes` to `found`. */
  find(bytes: Buffer, found: Set<string>): void {
    for (let at = 0; at + PREFIX_BYTES <= bytes.length; at += 1) {
      const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      if (this.#pairs[pair] !== 1) continue;
      const needles = this.#byPrefix.get(bytes.readUInt32LE(at));
      if (needles === undefined) continue;
      // Every match here is the last needle not after these bytes in byte order, or a prefix of that needle.
      for (let one = lastNotAfter(needles, bytes, at); one !== undefined; one = one.shorter)
        if (compare(one, bytes, at) === 0) found.add(one.text);
    }
  }
}

/** The forms in which the file may contain each text: as is, in JSON, and in JSON inside JSON, as in tool arguments. */
export function storedForms(texts: readonly string[]): [form: string, text: string][] {
  return texts.flatMap((text) => {
    const forms = new Set([text, inJson(text), inJson(inJson(text))]);
    return [...forms].map((form): [string, string] => [form, text]);
  });
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function inOrder(forms: readonly Omit<Needle, 'shorter'>[]): Needle[] {
  const needles: Needle[] = [];
  for (const form of forms.toSorted((one, other) => one.bytes.compare(other.bytes))) {
    let shorter = needles.at(-1);
    while (shorter !== undefined && compare(shorter, form.bytes, 0) !== 0) shorter = shorter.shorter;
    needles.push({ ...form, shorter });
  }
  return needles;
}

/** The last needle that is not after the bytes at `at`. */
function lastNotAfter(needles: readonly Needle[], bytes: Buffer, at: number): Needle | undefined {
  let [low, high] = [0, needles.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const needle = needles[middle];
    if (needle !== undefined && compare(needle, bytes, at) <= 0) low = middle + 1;
    else high = middle;
  }
  return needles[low - 1];
}

/** 0: the bytes at `at` begin with the needle; negative: the needle is before them; positive: after. */
function compare({ bytes: needle }: Pick<Needle, 'bytes'>, bytes: Buffer, at: number): number {
  return needle.compare(bytes, at, Math.min(at + needle.length, bytes.length));
}
