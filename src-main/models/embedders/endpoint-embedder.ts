/**
 * An embedder behind a server with OpenAI's /embeddings API. Owns batching, limits and the check that the response contains vectors; it may
 * not know what the texts are.
 */
import * as z from 'zod';
import type { Embedder } from '#shared/models/embedder.ts';
import { TuteeError } from '#shared/errors.ts';
import { isHostedElsewhere, isLocal } from '../server/is-local.ts';
import { hostOf } from '../server/model-server.ts';
import type { ModelServer } from '../server/model-server.ts';
import { requestJson } from '../server/request-json.ts';
import type { RetryPolicy } from '../server/retry-policy.ts';
import { normalise } from './sign-projection.ts';

export interface EndpointEmbedderOptions {
  readonly baseUrl: string;
  readonly model: string;
  /** Null: no Authorization header. */
  readonly key: string | null;
  /** The same server with the headers and the proxy of its provider; absent: address and key only. */
  readonly server?: ModelServer;
  /** For one request, in ms. */
  readonly timeoutMs?: number;
  readonly retry?: RetryPolicy;
  readonly signal?: AbortSignal;
}

/** Small enough for every known server and for a progress bar that moves. */
const batchSize = 64;
/** Common embedding models read 512 to 8,192 tokens, and some servers reject longer texts instead of truncating them. */
const maxCharacters = 6_000;
const maxBytes = 64 * 1024 * 1024;
const maxDimensions = 8_192;

const answerSchema = z.object({
  data: z.array(
    z.object({
      index: z.int().nonnegative().optional(),
      embedding: z.union([z.array(z.number()), z.base64()]),
    }),
  ),
});

/**
 * Requests one vector to learn its length. Throws TuteeError with a model code if the server cannot be reached, `invalid_output` if the
 * response contains no vector.
 */
export async function createEndpointEmbedder(options: EndpointEmbedderOptions): Promise<EndpointEmbedder> {
  const [probe] = await requestVectors(options, ['probe'], options.signal);
  const length = probe?.length ?? 0;
  if (length === 0 || length > maxDimensions)
    throw badVectors(options, `A vector of ${length} numbers came.`);
  return new EndpointEmbedder(options, length);
}

export class EndpointEmbedder implements Embedder {
  readonly key: string;
  readonly dimensions: number;
  readonly local: boolean;
  readonly #options: EndpointEmbedderOptions;
  /** The length of the server's vectors; `dimensions` may be slightly larger. */
  readonly #length: number;

  /** Use createEndpointEmbedder. Vectors are padded with zeros to a multiple of eight dimensions, which changes no cosine. */
  constructor(options: EndpointEmbedderOptions, length: number) {
    this.#options = options;
    this.#length = length;
    this.dimensions = Math.ceil(length / 8) * 8;
    this.key = `endpoint:${hostOf(options.baseUrl)}/${options.model}@${this.dimensions}`;
    this.local = isLocal(options.baseUrl) && !isHostedElsewhere(options.model);
  }

  /** Texts without a visible character are not sent; their vector is zero. Throws like createEndpointEmbedder. */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const vectors = texts.map(() => new Float32Array(this.dimensions));
    const wanted = [...texts.keys()].filter((index) => texts[index]?.trim() !== '');
    for (let start = 0; start < wanted.length; start += batchSize) {
      const batch = wanted.slice(start, start + batchSize);
      const sent = batch.map((index) => bounded(texts[index] ?? ''));
      const received = await requestVectors(this.#options, sent, signal);
      for (const [position, index] of batch.entries()) this.#take(received[position], vectors[index]);
    }
    return vectors;
  }

  #take(received: readonly number[] | undefined, target: Float32Array | undefined): void {
    if (received?.length !== this.#length || target === undefined) {
      throw badVectors(
        this.#options,
        `A vector of ${received?.length ?? 0} numbers came, not of ${this.#length}.`,
      );
    }
    target.set(received);
    normalise(target);
  }
}

function bounded(text: string): string {
  return text.slice(0, maxCharacters).toWellFormed();
}

async function requestVectors(
  options: EndpointEmbedderOptions,
  input: readonly string[],
  signal: AbortSignal | undefined,
): Promise<number[][]> {
  const { baseUrl, model, key } = options;
  const server: ModelServer = options.server ?? { baseUrl, apiKey: key };
  const answer = await requestJson({
    context: { server, model },
    path: '/embeddings',
    body: { model, input },
    timeoutMs: options.timeoutMs ?? 60_000,
    maxBytes,
    signal,
    ...(options.retry && { retry: options.retry }),
  });
  return readVectors(options, answer, input.length);
}

/** In the order of the input, whatever the order of the response. */
function readVectors(options: EndpointEmbedderOptions, answer: unknown, count: number): number[][] {
  const parsed = answerSchema.safeParse(answer);
  if (!parsed.success) throw badVectors(options, 'The answer has another form.');
  const { data } = parsed.data;
  if (data.length !== count) throw badVectors(options, `${data.length} vectors came for ${count} texts.`);
  const ordered: number[][] = Array.from({ length: count });
  for (const [position, { index, embedding }] of data.entries()) {
    const vector = typeof embedding === 'string' ? decodeFloats(embedding) : embedding;
    // Float32Array holds numbers up to 3.4e38, and their squares are summed as doubles; larger values lose precision.
    if (!vector.every((value) => Math.abs(value) < 1e30))
      throw badVectors(options, 'A number is not finite.');
    ordered[index ?? position] = vector;
  }
  if (!ordered.every((vector) => vector !== undefined) || ordered.length !== count) {
    throw badVectors(options, 'The numbering of the vectors is wrong.');
  }
  return ordered;
}

/** Little-endian 32-bit floats, as OpenAI writes them. */
function decodeFloats(base64: string): number[] {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => bytes.readFloatLE(index * 4));
}

function badVectors({ baseUrl, model }: EndpointEmbedderOptions, detail: string): TuteeError {
  return new TuteeError(
    'invalid_output',
    `The model “${model}” at ${hostOf(baseUrl)} did not give what comparing meanings needs. Choose an embedding model.`,
    { detail },
  );
}
