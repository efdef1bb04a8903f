/** GGUF headers for tests: valid ones, and hostile ones. */
type Entry = readonly [key: string, type: number, value: Buffer];

export const ggufTypes = { uint32: 4, string: 8, list: 9 } as const;

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

export function uint64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

export function ggufString(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint64(bytes.length), bytes]);
}

export function stringEntry(key: string, text: string): Entry {
  return [key, ggufTypes.string, ggufString(text)];
}

export function numberEntry(key: string, value: number): Entry {
  return [key, ggufTypes.uint32, uint32(value)];
}

/** @param claimed the number of values stated in the header; default: the actual number */
export function ggufFile(entries: readonly Entry[], claimed: number | bigint = entries.length): Buffer {
  const body = entries.flatMap(([key, type, value]) => [ggufString(key), uint32(type), value]);
  return Buffer.concat([Buffer.from('GGUF'), uint32(3), uint64(0), uint64(claimed), ...body]);
}

/** The header of a small model with a template; its weights are missing. */
export function modelFile(changes: readonly Entry[] = [], without: readonly string[] = []): Buffer {
  const entries: Entry[] = [
    stringEntry('general.architecture', 'llama'),
    stringEntry('general.name', 'Pocket Otter'),
    stringEntry('general.license', 'apache-2.0'),
    numberEntry('llama.context_length', 4_096),
    numberEntry('llama.block_count', 12),
    numberEntry('llama.embedding_length', 512),
    numberEntry('llama.attention.head_count', 8),
    numberEntry('llama.attention.head_count_kv', 2),
    [
      'tokenizer.ggml.tokens',
      ggufTypes.list,
      Buffer.concat([uint32(ggufTypes.string), uint64(3), ggufString('a'), ggufString('bc'), ggufString('')]),
    ],
    stringEntry('tokenizer.chat_template', '{{ messages[0].content }}'),
  ];
  return ggufFile([...entries.filter(([key]) => !without.includes(key)), ...changes]);
}
