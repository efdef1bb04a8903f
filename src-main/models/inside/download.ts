/**
 * Downloads one model file: into a part file beside the target, resuming an earlier attempt, and moves it into place only if its size and
 * its SHA-256 are those that the hub announced. Anything else is refused.
 */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ReadableStreamDefaultReader } from 'node:stream/web';
import { TuteeError } from '#shared/errors.ts';
import { asDiskFailure, requireFreeSpace } from '../../disk/disk-full.ts';
import { syncFile, syncFolder } from '../../disk/sync.ts';
import { writeAllAt } from '../../disk/write-all.ts';
import { hubFile, unreachable } from './hub-file.ts';
import type { Fetch, HubFile } from './hub-file.ts';

export interface DownloadOptions {
  /** The address at the hub. */
  readonly address: string;
  /** The target path. */
  readonly path: string;
  readonly fetch: Fetch;
  readonly onProgress: (done: number, bytes: number) => void;
  /** Delays between attempts after a lost connection, in ms; one attempt per delay, counted anew after progress. */
  readonly waitsMs?: readonly number[];
  /** A connection that is silent for this long counts as lost, in ms. */
  readonly silenceMs?: number;
}

/** Free disk space that is left over, in bytes. */
const RESERVE = 500_000_000;
const standardWaits = [1_000, 5_000, 15_000];
const SILENCE_MS = 60_000;

/** A lost connection; the next attempt continues where it stopped. */
class LostConnection extends Error {}

/** After a connection was lost, the hub is often away for a while as well; at the first attempt, its failure is told at once. */
function isHubAway(thrown: unknown): boolean {
  return thrown instanceof TuteeError && (thrown.code === 'unreachable' || thrown.code === 'server_failed');
}

export function partPath(path: string): string {
  return `${path}.part`;
}

/** Throws `cancelled` if the signal aborts; the part file stays for a later attempt. */
export async function download(options: DownloadOptions, signal: AbortSignal): Promise<void> {
  const { address, path, fetch, onProgress, waitsMs = standardWaits } = options;
  const part = partPath(path);
  let url = address;
  for (let losses = 0; ;) {
    const before = await sizeOf(part);
    try {
      // Requested before each attempt, because the address of the bytes expires.
      const file = await hubFile(address, fetch, signal);
      ({ url } = file);
      await fetchRest(options, file, signal);
      break;
    } catch (thrown) {
      if (signal.aborted) throw new TuteeError('cancelled', 'Stopped.', { cause: thrown });
      const isLost = thrown instanceof LostConnection || (losses > 0 && isHubAway(thrown));
      if (!isLost) throw asDiskFailure(thrown, path);
      if ((await sizeOf(part)) > before) losses = 0;
      const wait = waitsMs[losses];
      if (wait === undefined)
        throw thrown instanceof LostConnection ? unreachable(url, thrown.cause) : thrown;
      losses += 1;
      await pause(wait, signal);
    }
  }
  syncFile(part);
  await rename(part, path);
  syncFolder(dirname(path));
  const { size } = await stat(path);
  onProgress(size, size);
}

/** Downloads the missing rest of the part file and checks the whole. */
async function fetchRest(options: DownloadOptions, file: HubFile, signal: AbortSignal): Promise<void> {
  const part = partPath(options.path);
  let done = await sizeOf(part);
  // A part file larger than the file is not a part of it.
  if (done > file.bytes) {
    await rm(part, { force: true });
    done = 0;
  }
  requireFreeSpace(part, file.bytes - done + RESERVE);
  let hash = createHash('sha256');
  if (done > 0) await addFile(hash, part, signal);
  options.onProgress(done, file.bytes);
  if (done < file.bytes) hash = await receive(options, file, done, hash, signal);
  if (hash.digest('hex') === file.sha256) return;
  await rm(part, { force: true });
  throw new TuteeError(
    'invalid_output',
    'The file that arrived is not the one that the model hub published: its checksum is another. It was deleted. Download it again.',
  );
}

async function receive(
  { path, fetch, onProgress, silenceMs = SILENCE_MS }: DownloadOptions,
  { url, bytes }: HubFile,
  from: number,
  given: Hash,
  signal: AbortSignal,
): Promise<Hash> {
  const silence = new SilenceWatch(signal, silenceMs);
  let hash = given;
  try {
    const response = await lostIfThrown(
      fetch(url, {
        headers: { range: `bytes=${from}-`, 'accept-encoding': 'identity' },
        signal: silence.signal,
      }),
    );
    const begins = beginning(response, from, bytes);
    if (begins === 0) hash = createHash('sha256');
    const out = await open(partPath(path), begins === 0 ? 'w' : 'r+');
    try {
      let at = begins;
      const body: ReadableStreamDefaultReader<Uint8Array> | undefined = response.body?.getReader();
      for (;;) {
        const step = await lostIfThrown(
          body?.read() ?? Promise.resolve({ done: true as const, value: undefined }),
        );
        silence.heard();
        if (step.done) break;
        if (at + step.value.length > bytes) throw refused('It sends more than the file has.');
        await writeAllAt(out, step.value, at);
        hash.update(step.value);
        at += step.value.length;
        onProgress(at, bytes);
      }
      if (at < bytes) throw new LostConnection('It ended early.');
    } finally {
      await out.close();
    }
    return hash;
  } finally {
    silence.stop();
  }
}

/** The offset at which the response begins. Throws if it does not match the request. */
function beginning(response: Response, from: number, bytes: number): number {
  const { status, headers } = response;
  if (status >= 500 || status === 408 || status === 429) throw new LostConnection(`HTTP ${status}`);
  if (status !== 200 && status !== 206) throw refused(`It answers with HTTP ${status}.`);
  if (/\b(html|json|xml)\b/i.test(headers.get('content-type') ?? ''))
    throw refused('It sends a page instead of the file. A login page of the network may be in between.');
  const length = headers.get('content-length');
  const range = /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(headers.get('content-range') ?? '');
  // Not every server supports ranges; then the download starts again.
  const begins = status === 200 ? 0 : Number(range?.[1] ?? Number.NaN);
  if (begins !== 0 && begins !== from) throw refused('It sends another part than was asked for.');
  const total = range?.[3] === undefined || range[3] === '*' ? bytes : Number(range[3]);
  const announced = length === null ? bytes - begins : Number(length);
  if (total !== bytes || announced !== bytes - begins) throw refused('It announces another size.');
  return begins;
}

/** Aborts after a period of silence. */
class SilenceWatch {
  readonly #stop = new AbortController();
  readonly #ms: number;
  readonly signal: AbortSignal;
  #timer: NodeJS.Timeout;

  constructor(signal: AbortSignal, ms: number) {
    this.#ms = ms;
    this.signal = AbortSignal.any([signal, this.#stop.signal]);
    this.#timer = this.#start();
  }

  heard(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#start();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #start(): NodeJS.Timeout {
    return setTimeout(() => this.#stop.abort(), this.#ms);
  }
}

async function lostIfThrown<Value>(promise: Promise<Value>): Promise<Value> {
  try {
    return await promise;
  } catch (cause) {
    throw new LostConnection('The connection was lost.', { cause });
  }
}

/** Adds the bytes of a file to a hash. Read as a stream, so that other work can continue. */
async function addFile(hash: Hash, path: string, signal: AbortSignal): Promise<void> {
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024, signal }))
    hash.update(chunk as Buffer);
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
  clearTimeout(timer);
}

function refused(reason: string): TuteeError {
  return new TuteeError(
    'rejected_request',
    `What the model hub sends is not the file that it announced. ${reason}`,
  );
}
