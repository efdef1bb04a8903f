/** Whether a model fits into this machine's memory, and with which context length. */
import { readFileSync } from 'node:fs';
import { availableParallelism, freemem, totalmem } from 'node:os';
import { TuteeError } from '#shared/errors.ts';
import type { ModelFacts } from './gguf-header.ts';

const MEGABYTE = 1_000_000;
/** Context lengths of each sequence, in tokens, best first. */
const contexts = [8_192, 4_096, 2_048] as const;
/** Buffers of llama.cpp in addition to weights and context, in bytes. */
const BUFFERS = 300 * MEGABYTE;
const SEQUENCES = 2;
/** Bytes of one value in the context (half precision). */
const VALUE = 2;
/** Memory that is left for the rest of the machine, in bytes. */
const RESERVE = 400 * MEGABYTE;

/** All cores but one, so that the machine stays usable. */
export function modelThreads(cores: number = availableParallelism()): number {
  return Math.max(1, cores - 1);
}

/** Memory in bytes of a model with this file and a context of this many tokens in each sequence. */
export function memoryNeeded(facts: ModelFacts, fileBytes: number, contextTokens: number): number {
  const { layers, keyValueHeads, keyLength, valueLength } = facts;
  const context = layers * keyValueHeads * (keyLength + valueLength) * VALUE * contextTokens * SEQUENCES;
  return fileBytes + context + BUFFERS;
}

/**
 * The longest context that fits, in tokens of each sequence. Throws `out_of_memory` if not even the shortest does.
 * @param available the bytes that can be used now
 */
export function contextFor(facts: ModelFacts, fileBytes: number, available: number): number {
  const trained = facts.contextLength;
  const lengths = contexts.filter((length, index) => length <= trained || index === contexts.length - 1);
  const shortest = Math.min(...lengths, trained);
  const fitting = lengths.find((length) => memoryNeeded(facts, fileBytes, length) + RESERVE <= available);
  if (fitting !== undefined) return Math.min(fitting, trained);
  const needed = memoryNeeded(facts, fileBytes, shortest) + RESERVE;
  throw new TuteeError(
    'out_of_memory',
    `This model needs about ${gigabytes(needed)} of memory, and ${gigabytes(available)} are free. Close other programs, or choose a smaller model.`,
  );
}

/** Bytes that a new process can use without swapping. */
export function availableMemory(): number {
  // macOS reports only unused pages as free; most of the rest can be reclaimed.
  if (process.platform === 'darwin') return Math.max(freemem(), totalmem() - 4_000 * MEGABYTE);
  // The minimum of what the machine has and what a container allows.
  return Math.min(process.availableMemory(), linuxAvailable() ?? Infinity);
}

function linuxAvailable(): number | null {
  if (process.platform !== 'linux') return null;
  try {
    const found = /^MemAvailable:\s{1,20}(\d{1,15}) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'));
    return found === null ? null : Number(found[1]) * 1_024;
  } catch {
    return null;
  }
}

export function gigabytes(bytes: number): string {
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}
