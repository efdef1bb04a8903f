/** The first bytes of each text lead to it; texts must be as long. */
const PREFIX = 4;

interface Needle {
  readonly text: string;
  readonly bytes: Buffer;
  /** The longest of the others that this one begins with. */
  readonly shorter: Needle | undefined;
}

/** Looks for thousands of texts at once in bytes: one pass, however many there are and however alike they begin. */
export class TextFinder {
  /** Bytes of the longest text. */
  readonly longest: number;
  /** Those that begin alike, in the order of their bytes. */
  readonly #byPrefix: ReadonlyMap<number, readonly Needle[]>;
  /** Which pairs of bytes any text begins with: most places are passed over by this alone. */
  readonly #pairs = new Uint8Array(2 ** 16);

  /** @param texts each of at least four bytes in UTF-8, by what is to be answered when it is found. */
  constructor(texts: Iterable<readonly [form: string, text: string]>) {
    const forms = [...texts].map(([form, text]) => ({ text, bytes: Buffer.from(form) }));
    this.longest = forms.reduce((most, { bytes }) => Math.max(most, bytes.length), 0);
    const alike = Map.groupBy(forms, ({ bytes }) => bytes.readUInt32LE(0));
    this.#byPrefix = new Map([...alike].map(([prefix, group]) => [prefix, inOrder(group)]));
    for (const { bytes } of forms) this.#pairs[bytes.readUInt16LE(0)] = 1;
  }

  /** Adds to `found` what is in these bytes. */
  find(bytes: Buffer, found: Set<string>): void {
    for (let at = 0; at + PREFIX <= bytes.length; at += 1) {
      const pair = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      if (this.#pairs[pair] !== 1) continue;
      const needles = this.#byPrefix.get(bytes.readUInt32LE(at));
      if (needles === undefined) continue;
      // Whatever begins here is the last that does not come after these bytes, or is one that the last begins with.
      for (let one = lastUpTo(needles, bytes, at); one !== undefined; one = one.shorter)
        if (compare(one, bytes, at) === 0) found.add(one.text);
    }
  }
}

/** Texts by the forms in which the file may hold them: as they are, in JSON, and in JSON within JSON, as arguments of tools. */
export function asKept(texts: readonly string[]): [form: string, text: string][] {
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

/** The last of these that the bytes from here on begin with or come after. */
function lastUpTo(needles: readonly Needle[], bytes: Buffer, at: number): Needle | undefined {
  let [low, high] = [0, needles.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const needle = needles[middle];
    if (needle !== undefined && compare(needle, bytes, at) <= 0) low = middle + 1;
    else high = middle;
  }
  return needles[low - 1];
}

/** 0: the bytes from here on begin with it. Below: it comes before them, above: after. */
function compare({ bytes: needle }: Pick<Needle, 'bytes'>, bytes: Buffer, at: number): number {
  return needle.compare(bytes, at, Math.min(at + needle.length, bytes.length));
}
