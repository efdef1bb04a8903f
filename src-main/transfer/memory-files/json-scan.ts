/**
 * Splits a large JSON file into parts without loading it: one pass over its bytes, in linear time and bounded memory.
 * Each part is then small enough for JSON.parse.
 */
import { closeSync, openSync, readSync } from 'node:fs';

/** What is wrong with a file, as a sentence for the user. */
export class JsonScanError extends Error {}

export interface ScanLimits {
  /** Maximum nesting depth. */
  readonly depth: number;
  /** Maximum size of one part, in bytes. */
  readonly part: number;
}

/** A member of the file's top-level object, or an element of the member that is streamed. */
export interface JsonPart {
  readonly key: string;
  /** True for an element of the streamed array, false for a whole member. */
  readonly isElement: boolean;
  readonly json: string;
}

const chunkBytes = 256 * 1024;
const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Splits JSON text into parts. Throws JsonScanError. @param streamed key of the array whose elements become parts. */
export function* scanJson(
  chunks: Iterable<Buffer>,
  streamed: string,
  limits: ScanLimits,
): Generator<JsonPart> {
  const scan = new JsonScanner(streamed, limits);
  for (const chunk of chunks) {
    if (chunk.includes(0)) throw notText();
    yield* scan.take(chunk);
  }
  scan.end();
}

/** The bytes of a file, chunk by chunk. */
export function* chunksOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    for (;;) {
      const chunk = Buffer.allocUnsafe(chunkBytes);
      const read = readSync(file, chunk, 0, chunkBytes, null);
      if (read === 0) return;
      yield chunk.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}

class JsonScanner {
  readonly #streamed: string;
  readonly #limits: ScanLimits;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  readonly #keys = new Set<string>();
  /** The expected closing bracket of each open one. */
  readonly #open: number[] = [];
  #chunks: Buffer[] = [];
  #bytes = 0;
  #key: string | null = null;
  #inString = false;
  #escaped = false;
  #inStreamed = false;
  #isDone = false;
  #elements = 0;

  constructor(streamed: string, limits: ScanLimits) {
    this.#streamed = streamed;
    this.#limits = limits;
  }

  *take(chunk: Buffer): Generator<JsonPart> {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === backslash) this.#escaped = true;
        else if (byte === quote) this.#inString = false;
        continue;
      }
      if (byte === quote) {
        this.#inString = true;
        if (this.#isDone) throw ended();
        continue;
      }
      const isEnd = this.#endsPart(byte);
      if (isEnd) {
        this.#keep(chunk.subarray(from, at));
        from = at + 1;
        yield* this.#part(byte);
      }
      if (byte === openBrace || byte === openBracket) {
        if (this.#descend(byte)) from = at + 1;
      } else if (byte === closeBrace || byte === closeBracket) this.#ascend(byte);
      else if (byte === colon && this.#open.length === 1 && this.#key === null) {
        this.#keep(chunk.subarray(from, at));
        from = at + 1;
        this.#key = this.#readKey();
      } else if (this.#isDone && byte > 0x20) throw ended();
    }
    if (!this.#isDone) this.#keep(chunk.subarray(from));
  }

  end(): void {
    if (!this.#isDone) throw new JsonScanError('It is not whole: it ends too early.');
  }

  /** True at the end of a member or of a streamed element. */
  #endsPart(byte: number): boolean {
    const depth = this.#open.length;
    if (this.#inStreamed && depth === 2) return byte === comma || byte === closeBracket;
    return depth === 1 && (byte === comma || byte === closeBrace);
  }

  *#part(byte: number): Generator<JsonPart> {
    const json = this.#text();
    const blank = json.trim() === '';
    if (this.#inStreamed) {
      if (!blank) yield { key: this.#streamed, isElement: true, json };
      else if (byte === comma || this.#elements > 0) throw malformed();
      if (!blank) this.#elements += 1;
      if (byte === comma) return;
      // An empty array is reported too.
      if (this.#elements === 0) yield { key: this.#streamed, isElement: false, json: '[]' };
      this.#inStreamed = false;
      this.#key = '';
      return;
    }
    // Only white space may follow the streamed array before its member ends.
    if (this.#key === '') {
      if (!blank) throw malformed();
      this.#key = null;
    } else if (this.#key !== null && !blank) {
      yield { key: this.#key, isElement: false, json };
      this.#key = null;
    } else if (!(this.#key === null && blank && byte === closeBrace && this.#keys.size === 0))
      throw malformed();
  }

  /** True when the bytes before this bracket belong to no value. */
  #descend(byte: number): boolean {
    this.#open.push(byte === openBrace ? closeBrace : closeBracket);
    if (this.#open.length > this.#limits.depth)
      throw new JsonScanError(`It is nested more than ${this.#limits.depth} levels deep.`);
    if (this.#open.length === 1) {
      if (this.#isDone) throw ended();
      if (byte !== openBrace)
        throw new JsonScanError('It is JSON, but not a file of memories that Tutee wrote.');
      this.#drop();
      return true;
    }
    if (this.#open.length !== 2 || this.#key !== this.#streamed || byte !== openBracket || this.#inStreamed)
      return false;
    this.#inStreamed = true;
    this.#drop();
    return true;
  }

  #ascend(byte: number): void {
    if (this.#open.pop() !== byte) throw malformed();
    if (this.#open.length === 0) this.#isDone = true;
  }

  #readKey(): string {
    const key: unknown = parsed(this.#text());
    if (typeof key !== 'string' || key === '') throw malformed();
    if (this.#keys.has(key)) throw new JsonScanError(`It says “${key.slice(0, 40)}” twice.`);
    this.#keys.add(key);
    return key;
  }

  #keep(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#bytes += bytes.length;
    if (this.#bytes > this.#limits.part)
      throw new JsonScanError(
        `One part of it is larger than ${Math.floor(this.#limits.part / 1_000_000)} MB, which no memory is.`,
      );
    this.#chunks.push(bytes);
  }

  #drop(): void {
    this.#chunks = [];
    this.#bytes = 0;
  }

  #text(): string {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    this.#drop();
    try {
      return this.#decoder.decode(bytes);
    } catch {
      throw notText();
    }
  }
}

export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw malformed();
  }
}

/**
 * A key that occurs twice in one object of a valid JSON text; null when there is none. JSON.parse would silently take
 * the last.
 */
export function repeatedKey(json: string): string | null {
  const objects: (Set<string> | null)[] = [];
  let last = '';
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === quote) {
      const from = at;
      for (at += 1; json.charCodeAt(at) !== quote; at += 1) if (json.charCodeAt(at) === backslash) at += 1;
      last = json.slice(from, at + 1);
    } else if (code === openBrace) objects.push(new Set());
    else if (code === openBracket) objects.push(null);
    else if (code === closeBrace || code === closeBracket) objects.pop();
    else if (code === colon) {
      // The same key can be written with different escapes.
      const key = last.includes('\\') ? String(parsed(last)) : last.slice(1, -1);
      if (objects.at(-1)?.has(key) === true) return key;
      objects.at(-1)?.add(key);
    }
  }
  return null;
}

function notText(): JsonScanError {
  return new JsonScanError('It is not a text file in UTF-8.');
}

function malformed(): JsonScanError {
  return new JsonScanError('It is not whole: it was cut off or changed by another program.');
}

function ended(): JsonScanError {
  return new JsonScanError('It goes on after its end.');
}
