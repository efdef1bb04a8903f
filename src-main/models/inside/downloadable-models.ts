/**
 * The models that Tutee offers to download: small instruct models without access restrictions, under a free licence, with a template for
 * tools. Only plain transformers: a model with recurrent state cannot reuse the beginning of its last prompt and would read every chat
 * again. Repositories, files and sizes are as published on 2026-11-30; downloads are checked against the hub's current data.
 */
export interface DownloadableModel {
  readonly id: string;
  readonly name: string;
  readonly license: string;
  readonly goodFor: string;
  /** On huggingface.co. */
  readonly repository: string;
  readonly file: string;
  readonly bytes: number;
  /** Memory in bytes with a context of 2,048 tokens in both sequences, by memoryNeeded. */
  readonly memoryBytes: number;
}

export const downloadableModels: readonly DownloadableModel[] = [
  {
    id: 'qwen3-0.6b',
    name: 'Qwen3 0.6B',
    license: 'Apache-2.0',
    goodFor: 'Old and small machines: short answers, rewording.',
    repository: 'Qwen/Qwen3-0.6B-GGUF',
    file: 'Qwen3-0.6B-Q8_0.gguf',
    bytes: 639_446_688,
    memoryBytes: 1_410_000_000,
  },
  {
    id: 'qwen3-1.7b',
    name: 'Qwen3 1.7B',
    license: 'Apache-2.0',
    goodFor: 'Most laptops: everyday chat, many languages; thinks first.',
    repository: 'Qwen/Qwen3-1.7B-GGUF',
    file: 'Qwen3-1.7B-Q8_0.gguf',
    bytes: 1_834_426_016,
    memoryBytes: 2_610_000_000,
  },
  {
    id: 'smollm3-3b',
    name: 'SmolLM3 3B',
    license: 'Apache-2.0',
    goodFor: 'Most laptops: European languages; made in the open.',
    repository: 'ggml-org/SmolLM3-3B-GGUF',
    file: 'SmolLM3-Q4_K_M.gguf',
    bytes: 1_915_305_312,
    memoryBytes: 2_520_000_000,
  },
  {
    id: 'qwen3-4b-instruct',
    name: 'Qwen3 4B Instruct',
    license: 'Apache-2.0',
    goodFor: 'Newer laptops: writing, summaries, tools; answers at once.',
    repository: 'unsloth/Qwen3-4B-Instruct-2507-GGUF',
    file: 'Qwen3-4B-Instruct-2507-Q4_K_M.gguf',
    bytes: 2_497_281_120,
    memoryBytes: 3_400_000_000,
  },
  {
    id: 'qwen3-8b',
    name: 'Qwen3 8B',
    license: 'Apache-2.0',
    goodFor: 'Fast machines with 16 GB: the best of these, and the slowest.',
    repository: 'Qwen/Qwen3-8B-GGUF',
    file: 'Qwen3-8B-Q4_K_M.gguf',
    bytes: 5_027_783_488,
    memoryBytes: 5_930_000_000,
  },
];

export const huggingFace = 'https://huggingface.co';

/** The address of a file on the hub. */
export function hubAddress(
  { repository, file }: Pick<DownloadableModel, 'repository' | 'file'>,
  hub: string,
): string {
  return `${hub}/${repository}/resolve/main/${file}`;
}
