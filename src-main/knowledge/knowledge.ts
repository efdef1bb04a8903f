/**
 * Folders and files of projects and assistants: which there are, when they are read, and what of them bears on a request. Reading, the index
 * and the vectors are the work of a thread; this side keeps the order. Knows neither SQL nor chats.
 */
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { KnowledgeOwner, KnowledgeSource, SourceState } from '#shared/knowledge/knowledge.ts';
import { knowledgeLimits } from '#shared/knowledge/limits.ts';
import type { Embedder } from '#shared/models/embedder.ts';
import { passagesFor } from './passage-search.ts';
import type { PassageSearchPorts, RequestPassage } from './passage-search.ts';
import type { RunJob } from './jobs.ts';
import type { IndexReading, SourceStore, StoredSource } from './ports.ts';
import { checkedPath } from '../disk/checked-path.ts';
import type { UploadedFile, UploadedFiles } from './uploaded-files.ts';
import { PassageVectorMaker } from './vectors.ts';
import { FolderWatches } from './watch-folders.ts';

export interface KnowledgePorts extends Omit<PassageSearchPorts, 'index'> {
  readonly store: SourceStore;
  readonly index: IndexReading;
  readonly run: RunJob;
  /** Ends the thread; what it does fails. */
  readonly endThread: () => Promise<void>;
  readonly uploaded: UploadedFiles;
  readonly embedder: () => Embedder;
  readonly ownerExists: (owner: KnowledgeOwner) => boolean;
  /** Tutee's own data, which is never read. */
  readonly dataDir: string;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
  readonly onFailure: (thrown: unknown) => void;
}

/** What is known of a source while the app runs. */
interface Progress {
  readonly state: SourceState;
  readonly note: string | null;
  readonly done: number;
  readonly total: number;
}

const waiting: Progress = { state: 'waiting', note: null, done: 0, total: 0 };
/** The most often that progress is published, in ms. */
const PUBLISHED_EVERY = 400;

export class Knowledge {
  readonly #ports: KnowledgePorts;
  readonly #sources = new Map<string, StoredSource>();
  readonly #progress = new Map<string, Progress>();
  readonly #watches = new FolderWatches();
  readonly #queue = new Set<string>();
  readonly #vectors: PassageVectorMaker;
  #reading: Promise<void> | null = null;
  /** Sources that are not to be read on. */
  readonly #stopping = new Set<string>();
  #published = 0;
  #closed = false;

  constructor(ports: KnowledgePorts) {
    this.#ports = ports;
    this.#vectors = new PassageVectorMaker({
      run: ports.run,
      embedder: ports.embedder,
      sources: () => [...this.#sources.values()],
      onProgress: () => this.#publishAll(),
      onFailure: ports.onFailure,
    });
    this.#load();
  }

  /** Looks for what changed while the app was closed, and for what is in the index of sources that are gone. */
  start(): void {
    if (this.#closed) return;
    void this.#tidy();
    for (const { id, stopped } of this.#sources.values()) if (!stopped) this.#enqueue(id);
  }

  list(owner: KnowledgeOwner): KnowledgeSource[] {
    return this.#of(owner).map((source) => this.#view(source));
  }

  /** Throws `invalid_input` with the reason, `not_found` when the owner is gone. */
  async addPath(owner: KnowledgeOwner, given: string, onlyHere: boolean): Promise<KnowledgeSource> {
    this.#checkOwner(owner);
    const { path, name } = await checkedPath(given, this.#ports.dataDir);
    if (this.#of(owner).some((source) => source.path === path))
      throw new TuteeError('invalid_input', `“${name}” is here already.`, { field: 'path' });
    return this.#add({ owner, path, name, onlyHere });
  }

  /** Throws as `addPath`, and `disk_full`. */
  async addFiles(
    owner: KnowledgeOwner,
    files: readonly UploadedFile[],
    onlyHere: boolean,
  ): Promise<KnowledgeSource> {
    this.#checkOwner(owner);
    const id = this.#ports.newId();
    await this.#ports.uploaded.write(id, files);
    const [first] = files;
    const name = files.length === 1 && first !== undefined ? first.name : `${files.length} files`;
    return this.#add({ owner, path: null, name, onlyHere }, id);
  }

  /** Throws `not_found`. */
  update(id: string, onlyHere: boolean): KnowledgeSource {
    const source = this.#keep({ ...this.#need(id), onlyHere });
    this.#publish(source.owner);
    this.#vectors.soon();
    return this.#view(source);
  }

  /** Throws `not_found`. */
  remove(id: string): void {
    const { owner } = this.#need(id);
    this.#ports.store.bin.delete(id, this.#ports.now());
    this.#forget(id);
    this.#publish(owner);
  }

  /** Throws `not_found`. */
  restore(id: string): KnowledgeSource {
    if (!this.#ports.store.bin.restore(id)) throw missing();
    this.#load();
    const source = this.#need(id);
    this.readAgain(id);
    return this.#view(source);
  }

  /** Throws `not_found`. */
  readAgain(id: string): void {
    const source = this.#keep({ ...this.#need(id), stopped: false });
    this.#stopping.delete(id);
    this.#enqueue(id);
    this.#publish(source.owner);
  }

  /** Throws `not_found`. */
  stop(id: string): void {
    const source = this.#need(id);
    if (this.#progressOf(source).state !== 'reading' && !this.#queue.has(id)) return;
    this.#keep({ ...source, stopped: true });
    this.#queue.delete(id);
    this.#stopping.add(id);
    this.#tell(id, { state: 'stopped', note: null });
  }

  /** Throws `not_found`. */
  files(id: string, page: { readonly faults: boolean; readonly offset: number; readonly limit: number }) {
    this.#need(id);
    return this.#ports.index.files(id, page);
  }

  find(id: string): StoredSource | null {
    return this.#sources.get(id) ?? null;
  }

  /** The absolute path of a file of a source. */
  pathOf(source: StoredSource): string {
    return source.path ?? this.#ports.uploaded.folderOf(source.id);
  }

  /**
   * The passages of an owner's files that bear on a request, best first; empty when nothing does. Never throws: an answer does not fail
   * because the index cannot be read.
   */
  async passagesFor(request: {
    readonly query: string;
    readonly owners: readonly KnowledgeOwner[];
    /** False: what must stay on this machine is left out. */
    readonly local: boolean;
    readonly budgetTokens: number;
  }): Promise<RequestPassage[]> {
    const { query, owners, local, budgetTokens } = request;
    const sources = owners.flatMap((owner) => this.#of(owner)).filter(({ onlyHere }) => local || !onlyHere);
    if (sources.length === 0) return [];
    this.#vectors.noteEmbedder(this.#ports.embedder().key);
    try {
      return await passagesFor({ query, sources, budgetTokens }, this.#ports);
    } catch (thrown) {
      this.#ports.onFailure(thrown);
      // It may have been damaged, or replaced by the thread that writes it.
      this.#ports.index.close();
      return [];
    }
  }

  /** Resolves when everything is read and compared. */
  async settled(): Promise<void> {
    while (this.#reading !== null) await this.#reading;
    await this.#vectors.settled();
  }

  /** For the sweep: what was removed a while ago is gone for good. */
  readonly bin = {
    sweep: (now: number): number => {
      const swept = this.#ports.store.bin.sweep(now);
      const ids = this.#ports.store.ids();
      // Those of a project or an assistant that is gone for good went with it.
      if (swept > 0 || [...this.#sources.keys()].some((id) => !ids.has(id))) void this.#tidy();
      return swept;
    },
    due: (now: number): number | null => this.#ports.store.bin.due(now),
  };

  async close(): Promise<void> {
    this.#closed = true;
    this.#queue.clear();
    this.#watches.close();
    // It may be in the middle of a long file.
    await this.#ports.endThread();
    await this.#vectors.close();
    await this.#reading;
    this.#ports.index.close();
  }

  #load(): void {
    for (const source of this.#ports.store.list())
      if (!this.#sources.has(source.id)) this.#sources.set(source.id, source);
  }

  #of(owner: KnowledgeOwner): StoredSource[] {
    return [...this.#sources.values()].filter(
      (source) => source.owner.type === owner.type && source.owner.id === owner.id,
    );
  }

  #need(id: string): StoredSource {
    const source = this.#sources.get(id);
    if (source === undefined) throw missing();
    return source;
  }

  #checkOwner(owner: KnowledgeOwner): void {
    if (!this.#ports.ownerExists(owner))
      throw new TuteeError(
        'not_found',
        owner.type === 'project'
          ? 'That project is not there any more.'
          : 'That assistant is not there any more.',
      );
    if (this.#of(owner).length >= knowledgeLimits.sources)
      throw new TuteeError(
        'invalid_input',
        `There may be ${knowledgeLimits.sources} folders. Remove one, or add a folder that holds several of them.`,
      );
  }

  #add(
    added: Pick<StoredSource, 'owner' | 'path' | 'name' | 'onlyHere'>,
    id: string = this.#ports.newId(),
  ): KnowledgeSource {
    const source = this.#keep({ ...added, id, stopped: false, readAt: null, createdAt: this.#ports.now() });
    this.#enqueue(id);
    this.#publish(source.owner);
    return this.#view(source);
  }

  #keep(source: StoredSource): StoredSource {
    this.#ports.store.put(source);
    this.#sources.set(source.id, source);
    return source;
  }

  #forget(id: string): void {
    this.#sources.delete(id);
    this.#queue.delete(id);
    this.#stopping.add(id);
    this.#progress.delete(id);
    this.#watches.end(id);
  }

  /** Drops what the index and the data folder hold of sources that are gone, such as those of a project that is gone for good. */
  async #tidy(): Promise<void> {
    const ids = this.#ports.store.ids();
    for (const id of this.#sources.keys()) if (!ids.has(id)) this.#forget(id);
    if (ids.size === 0 && !this.#ports.index.exists()) return;
    try {
      await this.#ports.run('keepOnly', { sourceIds: [...ids] });
      // The thread may have replaced the file.
      this.#ports.index.close();
      this.#ports.uploaded.keepOnly(ids);
    } catch (thrown) {
      if (!this.#closed) this.#ports.onFailure(thrown);
    }
  }

  #enqueue(id: string): void {
    if (this.#closed) return;
    this.#queue.add(id);
    this.#reading ??= this.#readAll().finally(() => {
      this.#reading = null;
    });
  }

  async #readAll(): Promise<void> {
    // Whoever added it sees it wait.
    await Promise.resolve();
    for (let [id] = this.#queue; id !== undefined; [id] = this.#queue) {
      this.#queue.delete(id);
      const source = this.#sources.get(id);
      if (source === undefined || this.#closed) continue;
      this.#stopping.delete(id);
      try {
        await this.#read(source);
      } catch (thrown) {
        if (this.#closed) return;
        this.#ports.onFailure(thrown);
        this.#ports.index.close();
        this.#tell(id, {
          state: 'failed',
          note: thrown instanceof TuteeError ? thrown.message : 'It could not be read. Try “Read again”.',
        });
      }
    }
    this.#vectors.soon();
  }

  async #read(source: StoredSource): Promise<void> {
    const { id } = source;
    const job = { sourceId: id, root: this.pathOf(source) };
    const goesOn = () => !this.#closed && !this.#stopping.has(id);
    this.#tell(id, { state: 'reading', note: null });
    const { outcome, note, changed, folders } = await this.#ports.run('scan', job, goesOn);
    if (!goesOn()) return;
    if (outcome !== 'found') return this.#tell(id, { state: outcome, note });
    // Before the files are read, so that no change in the meantime is missed.
    this.#watch(source, folders);
    const read = await this.#ports.run('read', job, (done) => {
      this.#tell(id, { state: 'reading', note: null, done, total: changed }, true);
      return goesOn();
    });
    if (!goesOn()) return;
    const notes = [note, read.note].filter((one) => one !== null);
    const now = this.#sources.get(id);
    if (now !== undefined) this.#keep({ ...now, readAt: this.#ports.now() });
    this.#tell(id, { state: 'ready', note: notes.length === 0 ? null : notes.join(' ') });
  }

  /** What Tutee keeps itself does not change. */
  #watch({ id, path }: StoredSource, folders: readonly string[]): void {
    if (path === null || !this.#sources.has(id)) return;
    this.#watches.watch(id, path, folders, () => {
      if (this.#sources.get(id)?.stopped === false) this.#enqueue(id);
    });
  }

  #progressOf({ id, stopped, readAt }: StoredSource): Progress {
    const known = this.#progress.get(id);
    if (known !== undefined) return known;
    if (stopped) return { ...waiting, state: 'stopped' };
    return readAt === null || this.#queue.has(id) ? waiting : { ...waiting, state: 'ready' };
  }

  #tell(id: string, progress: Partial<Progress> & Pick<Progress, 'state'>, often = false): void {
    const source = this.#sources.get(id);
    if (source === undefined) return;
    this.#progress.set(id, { ...waiting, ...progress });
    const now = performance.now();
    if (often && now - this.#published < PUBLISHED_EVERY) return;
    this.#published = now;
    this.#publish(source.owner);
  }

  #publish(owner: KnowledgeOwner): void {
    if (!this.#closed) this.#ports.publish('knowledge-changed', { owner, sources: this.list(owner) });
  }

  #publishAll(): void {
    const owners = new Map(
      [...this.#sources.values()].map(({ owner }) => [`${owner.type} ${owner.id}`, owner]),
    );
    for (const owner of owners.values()) this.#publish(owner);
  }

  #view(source: StoredSource): KnowledgeSource {
    const { id, owner, name, path, onlyHere, readAt } = source;
    const counts = this.#countsOf(id);
    return { id, owner, name, path, onlyHere, readAt, ...this.#progressOf(source), ...counts };
  }

  #countsOf(id: string) {
    try {
      return this.#ports.index.counts(id, this.#ports.embedder().key);
    } catch (thrown) {
      this.#ports.onFailure(thrown);
      this.#ports.index.close();
      return { files: 0, failed: 0, leftOut: 0, bytes: 0, passages: 0, compared: 0 };
    }
  }
}

function missing(): TuteeError {
  return new TuteeError('not_found', 'That folder is not there any more.');
}
