/**
 * The model files of this machine: Tutee's list of known models with what is downloaded, and files that were opened from disk. Knows their
 * states; runs none of them.
 */
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { basename, isAbsolute, join } from 'node:path';
import * as z from 'zod';
import type { InsideModel } from '#shared/contract/inside.ts';
import { toErrorData, TuteeError } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import { download, partPath } from './download.ts';
import { readModelFacts } from './gguf-header.ts';
import { hubFetch } from './hub-file.ts';
import type { Fetch } from './hub-file.ts';
import { hubAddress, huggingFace, downloadableModels } from './downloadable-models.ts';
import type { DownloadableModel } from './downloadable-models.ts';
import { memoryNeeded } from './memory-needed.ts';
import { noTemplate } from './model-runtime.ts';

export interface ModelFilesOptions {
  /** Where downloaded files are kept; created with the first one. */
  readonly folder: string;
  /** Default: hubFetch, with the proxy of the environment. */
  readonly fetch?: Fetch;
  readonly onChange: () => void;
  readonly known?: readonly DownloadableModel[];
  /** The address of the hub; default: Hugging Face. */
  readonly hub?: string;
  /** Delays between attempts after a lost connection, in ms. */
  readonly waitsMs?: readonly number[];
}

/** A file that was opened from disk. */
const openedSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  license: z.string().nullable(),
  path: z.string(),
  bytes: z.number(),
  memoryBytes: z.number(),
});
type Opened = z.infer<typeof openedSchema>;
const openedFileSchema = z.array(openedSchema).max(200);

/** A download of this session. */
interface Transfer {
  readonly stop: AbortController | null;
  readonly done: number;
  /** As announced by the hub; null: not known yet. */
  readonly bytes: number | null;
  readonly error: ErrorData | null;
  readonly ended: Promise<void>;
}

const SHORT_CONTEXT = 2_048;
/** Progress is reported in steps of this share of the file. */
const TOLD_STEP = 0.005;

export class ModelFiles {
  readonly #options: ModelFilesOptions;
  readonly #known: readonly DownloadableModel[];
  readonly #transfers = new Map<string, Transfer>();
  #opened: readonly Opened[];

  constructor(options: ModelFilesOptions) {
    this.#options = options;
    this.#known = options.known ?? downloadableModels;
    this.#opened = this.#readOpened();
  }

  list(): InsideModel[] {
    return [...this.#known.map((model) => this.#viewOfKnown(model)), ...this.#opened.map(viewOfOpened)];
  }

  /** The file of a usable model; null: it does not exist. */
  path(id: string): string | null {
    const known = this.#known.find((model) => model.id === id);
    const path =
      known === undefined ? this.#opened.find((file) => file.id === id)?.path : this.#pathOf(known);
    return path !== undefined && existsSync(path) ? path : null;
  }

  /** Starts or resumes a download; does nothing if it is running or the file exists. */
  download(id: string): void {
    const model = this.#find(id);
    if (this.#transfers.get(id)?.stop !== undefined && this.#transfers.get(id)?.stop !== null) return;
    if (existsSync(this.#pathOf(model))) return;
    mkdirSync(this.#options.folder, { recursive: true });
    const stop = new AbortController();
    const ended = this.#run(model, stop);
    this.#transfers.set(id, {
      stop,
      done: partBytes(this.#pathOf(model)),
      bytes: null,
      error: null,
      ended,
    });
    this.#options.onChange();
  }

  /** Pauses a download; the part file stays. */
  async pause(id: string): Promise<void> {
    const transfer = this.#transfers.get(id);
    transfer?.stop?.abort();
    await transfer?.ended;
  }

  /** Deletes a downloaded file and its part file; removes an opened one from the list. */
  async remove(id: string): Promise<void> {
    if (this.#opened.some((file) => file.id === id)) {
      await this.#keepOpened(this.#opened.filter((file) => file.id !== id));
    } else {
      const path = this.#pathOf(this.#find(id));
      await this.pause(id);
      this.#transfers.delete(id);
      await rm(path, { force: true });
      await rm(partPath(path), { force: true });
    }
    this.#options.onChange();
  }

  /** Adds a file of this machine. Resolves to its id. Throws `not_supported` or `not_found` with the reason. */
  async open(path: string): Promise<string> {
    if (!isAbsolute(path))
      throw new TuteeError('invalid_input', 'Type the whole path of the file, from the root of the disk.', {
        field: 'path',
      });
    const facts = await readModelFacts(path);
    if (facts.chatTemplate === null) throw noTemplate();
    const same = this.#opened.find((file) => file.path === path);
    if (same !== undefined) return same.id;
    const { size } = await stat(path);
    // Named after the file, because the names inside files are often those of a build script.
    const name = basename(path)
      .replace(/\.gguf$/i, '')
      .replace(/\p{Cc}/gu, ' ')
      .slice(0, 120);
    const opened: Opened = {
      id: this.#freeId(name),
      name: this.#freeName(name),
      license: facts.license?.slice(0, 60) ?? null,
      path,
      bytes: size,
      memoryBytes: Math.round(memoryNeeded(facts, size, SHORT_CONTEXT)),
    };
    await this.#keepOpened([...this.#opened, opened]);
    this.#options.onChange();
    return opened.id;
  }

  async close(): Promise<void> {
    for (const { stop } of this.#transfers.values()) stop?.abort();
    await Promise.all([...this.#transfers.values()].map(({ ended }) => ended));
  }

  async #run(model: DownloadableModel, stop: AbortController): Promise<void> {
    const { fetch = hubFetch, waitsMs, hub = huggingFace } = this.#options;
    const path = this.#pathOf(model);
    const address = hubAddress(model, hub);
    // After the transfer is registered, because an immediate failure must find it.
    await Promise.resolve();
    try {
      const onProgress = (done: number, bytes: number) => this.#progress(model.id, done, bytes);
      await download(
        { address, path, fetch, onProgress, ...(waitsMs !== undefined && { waitsMs }) },
        stop.signal,
      );
      // The hub's checksum matches, so an invalid file is the hub's fault; it is deleted.
      await this.#refuseOthers(path);
      this.#transfers.delete(model.id);
    } catch (thrown) {
      this.#settle(model.id, stop.signal.aborted ? null : toErrorData(thrown));
    }
    this.#options.onChange();
  }

  async #refuseOthers(path: string): Promise<void> {
    try {
      if ((await readModelFacts(path)).chatTemplate === null) throw noTemplate();
    } catch (thrown) {
      await rm(path, { force: true });
      throw thrown;
    }
  }

  #progress(id: string, done: number, bytes: number): void {
    const transfer = this.#transfers.get(id);
    if (transfer === undefined) return;
    if (done < bytes && transfer.bytes !== null && Math.abs(done - transfer.done) < bytes * TOLD_STEP) return;
    this.#transfers.set(id, { ...transfer, done, bytes });
    this.#options.onChange();
  }

  #settle(id: string, error: ErrorData | null): void {
    const transfer = this.#transfers.get(id);
    if (transfer !== undefined) this.#transfers.set(id, { ...transfer, stop: null, error });
  }

  #viewOfKnown(model: DownloadableModel): InsideModel {
    const { id, name, license, goodFor, bytes, memoryBytes, repository } = model;
    const path = this.#pathOf(model);
    const transfer = this.#transfers.get(id);
    const running = transfer !== undefined && transfer.stop !== null;
    const here = existsSync(path);
    const part = running ? transfer.done : here ? bytes : partBytes(path);
    const error = here ? null : (transfer?.error ?? null);
    return {
      id,
      name,
      license,
      goodFor,
      source: 'list',
      place: `${URL.parse(this.#options.hub ?? huggingFace)?.host ?? ''}/${repository}`,
      bytes: here ? statSync(path).size : (transfer?.bytes ?? bytes),
      memoryBytes,
      fits: memoryBytes <= totalmem(),
      state: running
        ? 'downloading'
        : here
          ? 'ready'
          : error !== null
            ? 'failed'
            : part > 0
              ? 'paused'
              : 'none',
      done: part,
      error,
    };
  }

  #find(id: string): DownloadableModel {
    const model = this.#known.find((known) => known.id === id);
    if (model === undefined)
      throw new TuteeError('not_found', 'There is no such model in the list.', { field: 'id' });
    return model;
  }

  #pathOf({ file }: DownloadableModel): string {
    return join(this.#options.folder, file);
  }

  #freeId(name: string): string {
    const words = name
      .toLowerCase()
      .split(/[^a-z0-9.]+/)
      .filter((word) => /^[a-z0-9]/.test(word));
    const base = words.length === 0 ? 'model' : words.join('-').slice(0, 90);
    return firstFree(base, (id) => this.list().some((model) => model.id === id));
  }

  #freeName(name: string): string {
    return firstFree(name, (wanted) => this.list().some((model) => model.name === wanted));
  }

  get #openedPath(): string {
    return join(this.#options.folder, 'opened.json');
  }

  #readOpened(): readonly Opened[] {
    try {
      return openedFileSchema.parse(JSON.parse(readFileSync(this.#openedPath, 'utf8')));
    } catch {
      // Missing or damaged: opening a file again is quick.
      return [];
    }
  }

  async #keepOpened(opened: readonly Opened[]): Promise<void> {
    this.#opened = opened;
    mkdirSync(this.#options.folder, { recursive: true });
    const half = `${this.#openedPath}.new`;
    await writeFile(half, JSON.stringify(opened, null, 2));
    await rename(half, this.#openedPath);
  }
}

function viewOfOpened({ id, name, license, path, bytes, memoryBytes }: Opened): InsideModel {
  const here = existsSync(path);
  return {
    id,
    name,
    license,
    goodFor: null,
    source: 'disk',
    place: path,
    bytes,
    memoryBytes,
    fits: memoryBytes <= totalmem(),
    state: here ? 'ready' : 'failed',
    done: here ? bytes : 0,
    error: here ? null : new TuteeError('not_found', `The file ${path} is not there any more.`).toData(),
  };
}

function partBytes(path: string): number {
  try {
    return statSync(partPath(path)).size;
  } catch {
    return 0;
  }
}

function firstFree(wanted: string, taken: (candidate: string) => boolean): string {
  let free = wanted;
  for (let number = 2; taken(free); number++) free = `${wanted}-${number}`;
  return free;
}
