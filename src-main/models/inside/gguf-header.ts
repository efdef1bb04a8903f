/**
 * Reads the header of a GGUF file: which model it is and its chat template. The file comes from outside and is not trusted: counts and
 * lengths have limits, lists are skipped without being stored, and reading takes linear time. Format:
 * https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
 */
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { TuteeError } from '#shared/errors.ts';

export interface ModelFacts {
  readonly architecture: string;
  readonly license: string | null;
  /** The maximum context that it was trained for, in tokens. */
  readonly contextLength: number;
  readonly layers: number;
  readonly keyValueHeads: number;
  readonly keyLength: number;
  readonly valueLength: number;
  /** Null: the file has none, so prompts cannot be built for this model. */
  readonly chatTemplate: string | null;
}

/** In bytes. Small, because a chunk is parsed without yielding. */
const CHUNK = 256 * 1024;
/** Vocabularies of a million words with their merges are far smaller. In bytes. */
const LONGEST_HEADER = 256 * 1024 * 1024;
const MOST_VALUES = 10_000;
const LONGEST_KEY = 65_535;
/** The maximum length of a template or licence text; longer values are skipped. In bytes. */
const LONGEST_KEPT = 1024 * 1024;

/** Bytes of values with a fixed size, by their type number. */
const sizes: Readonly<Record<number, number>> = {
  0: 1,
  1: 1,
  2: 2,
  3: 2,
  4: 4,
  5: 4,
  6: 4,
  7: 1,
  10: 8,
  11: 8,
  12: 8,
};
const STRING = 8;
const ARRAY = 9;

type Value = string | number;

/** Throws `not_supported` if it is not a GGUF file, or is damaged or unusable. */
export async function readModelFacts(path: string): Promise<ModelFacts> {
  const file = await opened(path);
  try {
    return factsOf(await readValues(new HeaderReader(file, (await file.stat()).size)));
  } finally {
    await file.close();
  }
}

async function opened(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (cause) {
    throw new TuteeError('not_found', `The file ${path} cannot be read.`, { cause, field: 'path' });
  }
}

async function readValues(reader: HeaderReader): Promise<ReadonlyMap<string, Value>> {
  if ((await reader.text(4)) !== 'GGUF') throw refused('It is not a GGUF file.');
  const version = await reader.uint32();
  if (version < 2 || version > 3) throw refused(`Version ${version} of the GGUF form is not known.`);
  await reader.count('tensors', 1_000_000);
  const count = await reader.count('values', MOST_VALUES);
  const values = new Map<string, Value>();
  for (let index = 0; index < count; index++) {
    const key = await reader.text(await reader.count('letters', LONGEST_KEY));
    const value = await readValue(reader);
    if (value !== null) values.set(key, value);
  }
  return values;
}

/** Null for a list or a very long text, which are skipped. */
async function readValue(reader: HeaderReader): Promise<Value | null> {
  const type = await reader.uint32();
  if (type === STRING) {
    const length = await reader.length();
    if (length <= LONGEST_KEPT) return await reader.text(length);
    await reader.skip(length);
    return null;
  }
  if (type === ARRAY) {
    await skipList(reader);
    return null;
  }
  return await reader.number(type);
}

async function skipList(reader: HeaderReader): Promise<void> {
  const type = await reader.uint32();
  const count = await reader.length();
  const size = sizes[type];
  if (size !== undefined) {
    await reader.skip(count * size);
    return;
  }
  if (type !== STRING) throw refused('It has a list of a kind that is not known.');
  // Each takes at least eight bytes, so a wrong count is stopped by the limit of bytes.
  for (let index = 0; index < count; index++) await reader.skip(await reader.length());
}

function factsOf(values: ReadonlyMap<string, Value>): ModelFacts {
  const architecture = values.get('general.architecture');
  if (typeof architecture !== 'string') throw refused('It does not say what kind of model it is.');
  const number = (key: string): number | null => {
    const value = values.get(`${architecture}.${key}`);
    return typeof value === 'number' && Number.isFinite(value) && value > 0 && value < 1e9 ? value : null;
  };
  const text = (key: string): string | null => {
    const value = values.get(key);
    return typeof value === 'string' && value.trim() !== '' ? value : null;
  };
  const heads = number('attention.head_count') ?? 32;
  const width = number('embedding_length') ?? 4_096;
  const layers = number('block_count');
  const contextLength = number('context_length');
  if (layers === null || contextLength === null) throw refused('It is not a language model.');
  return {
    architecture,
    license: text('general.license'),
    contextLength,
    layers,
    // A list by layer is skipped; then the number of heads is used, which is never too small.
    keyValueHeads: number('attention.head_count_kv') ?? heads,
    keyLength: number('attention.key_length') ?? width / heads,
    valueLength: number('attention.value_length') ?? width / heads,
    chatTemplate: text('tokenizer.chat_template'),
  };
}

/** Reads a file from its beginning, chunk by chunk. */
class HeaderReader {
  readonly #file: FileHandle;
  readonly #size: number;
  #buffer = Buffer.alloc(0);
  /** Position in the buffer, and of the buffer's end in the file. */
  #at = 0;
  #read = 0;

  constructor(file: FileHandle, size: number) {
    this.#file = file;
    this.#size = Math.min(size, LONGEST_HEADER);
  }

  async uint32(): Promise<number> {
    return (await this.#take(4)).readUInt32LE();
  }

  /** A count of bytes or items; one beyond the rest of the file is refused when it is read. */
  async length(): Promise<number> {
    const value = (await this.#take(8)).readBigUInt64LE();
    if (value > BigInt(LONGEST_HEADER)) throw refused('Its header is damaged.');
    return Number(value);
  }

  async count(what: string, most: number): Promise<number> {
    const value = (await this.#take(8)).readBigUInt64LE();
    if (value > BigInt(most)) throw refused(`It claims to have ${value} ${what}.`);
    return Number(value);
  }

  async text(bytes: number): Promise<string> {
    return (await this.#take(bytes)).toString('utf8');
  }

  async number(type: number): Promise<number> {
    const size = sizes[type];
    if (size === undefined) throw refused('It has a value of a kind that is not known.');
    const bytes = await this.#take(size);
    switch (type) {
      case 0:
      case 7:
        return bytes.readUInt8();
      case 1:
        return bytes.readInt8();
      case 2:
        return bytes.readUInt16LE();
      case 3:
        return bytes.readInt16LE();
      case 4:
        return bytes.readUInt32LE();
      case 5:
        return bytes.readInt32LE();
      case 6:
        return bytes.readFloatLE();
      case 10:
        return Number(bytes.readBigUInt64LE());
      case 11:
        return Number(bytes.readBigInt64LE());
      default:
        return bytes.readDoubleLE();
    }
  }

  async skip(bytes: number): Promise<void> {
    const inBuffer = this.#buffer.length - this.#at;
    if (bytes <= inBuffer) {
      this.#at += bytes;
      return;
    }
    const next = this.#read + bytes - inBuffer;
    if (next > this.#size) throw cutOff();
    this.#read = next;
    this.#buffer = Buffer.alloc(0);
    this.#at = 0;
  }

  async #take(bytes: number): Promise<Buffer> {
    if (this.#buffer.length - this.#at < bytes) await this.#fill(bytes);
    const taken = this.#buffer.subarray(this.#at, this.#at + bytes);
    this.#at += bytes;
    return taken;
  }

  async #fill(bytes: number): Promise<void> {
    const rest = this.#buffer.subarray(this.#at);
    const wanted = Math.min(Math.max(CHUNK, bytes), this.#size - this.#read);
    if (rest.length + wanted < bytes) throw cutOff();
    const chunk = Buffer.alloc(wanted);
    const { bytesRead } = await this.#file.read(chunk, 0, wanted, this.#read);
    if (rest.length + bytesRead < bytes) throw cutOff();
    this.#read += bytesRead;
    this.#buffer = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    this.#at = 0;
  }
}

function cutOff(): TuteeError {
  return refused('It ends in the middle of its header.');
}

function refused(reason: string): TuteeError {
  return new TuteeError('not_supported', `This file cannot be used as a model. ${reason}`, { field: 'path' });
}
