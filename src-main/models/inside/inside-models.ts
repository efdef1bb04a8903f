/**
 * The models that Tutee runs itself: combines the files (model-files.ts) and the model in memory (model-runtime.ts). The only entry module of this
 * folder.
 */
import type { InsideModel, InsideView } from '#shared/contract/inside.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { freeBytes } from '../../disk/disk-full.ts';
import { InsideChatModel } from './inside-chat-model.ts';
import { llamaFolder } from './llama-addon.ts';
import { ModelRuntime } from './model-runtime.ts';
import type { ModelRuntimeOptions } from './model-runtime.ts';
import { ModelFiles } from './model-files.ts';
import type { ModelFilesOptions } from './model-files.ts';

export interface InsideModelsOptions {
  readonly modelFiles: Omit<ModelFilesOptions, 'onChange'>;
  readonly runtime: Omit<ModelRuntimeOptions, 'onChange'>;
  /** Called with every change of the view. */
  readonly onChange: (view: InsideView) => void;
  /** Called when the set of usable models changes. */
  readonly onModels?: () => void;
  /** Whether llama.cpp is available for this machine. */
  readonly isAvailable?: () => boolean;
}

/** What is known of a model inside before a request. Null: unknown. */
export interface InsideOffer {
  readonly id: string;
  /** Its display name. */
  readonly title: string;
  readonly chats: true;
  readonly local: true;
  readonly context: null;
  readonly vision: false;
  readonly tools: true;
  readonly thinking: null;
  readonly price: { readonly promptPerMillion: 0; readonly completionPerMillion: 0 };
}

export class InsideModels {
  readonly #options: InsideModelsOptions;
  readonly #files: ModelFiles;
  readonly #runtime: ModelRuntime;
  /** The next message to the page, if one is scheduled. */
  #told: NodeJS.Timeout | null = null;
  /** The models that were usable at the last notification, as one text. */
  #asked = '';

  constructor(options: InsideModelsOptions) {
    this.#options = options;
    const onChange = () => this.#tell();
    this.#files = new ModelFiles({ ...options.modelFiles, onChange });
    this.#asked = this.#names();
    this.#runtime = new ModelRuntime({ ...options.runtime, onChange });
  }

  view(): InsideView {
    const free = freeBytes(this.#options.modelFiles.folder);
    return {
      unavailable: this.#unavailable(),
      models: this.#files.list().map((model) => this.#withMemory(model)),
      freeBytes: free === null ? null : Math.max(0, Math.floor(free)),
    };
  }

  /** The model with this id; null: the first whose file exists. Throws `no_model` or `no_such_model`. */
  async chatModel(id: string | null): Promise<ChatModel> {
    const why = this.#unavailable();
    if (why !== null) throw new TuteeError('no_model', why);
    const wanted = id ?? this.#ready()[0]?.id;
    if (wanted === undefined)
      throw new TuteeError('no_model', 'No model is on this machine yet. Download one in Settings, Models.');
    const path = this.#files.path(wanted);
    if (path === null)
      throw new TuteeError(
        'no_such_model',
        `The model ${wanted} is not on this machine. Download it in Settings, Models, or choose another.`,
      );
    return new InsideChatModel(wanted, path, this.#runtime);
  }

  /** Those whose file exists. */
  async list(): Promise<InsideOffer[]> {
    return this.#ready().map(({ id, name }) => ({
      id,
      title: name,
      chats: true,
      local: true,
      context: null,
      vision: false,
      tools: true,
      thinking: null,
      price: { promptPerMillion: 0, completionPerMillion: 0 },
    }));
  }

  download(id: string): InsideView {
    this.#files.download(id);
    return this.view();
  }

  async pause(id: string): Promise<InsideView> {
    await this.#files.pause(id);
    return this.view();
  }

  async remove(id: string): Promise<InsideView> {
    this.#unload(id);
    await this.#files.remove(id);
    return this.view();
  }

  async open(path: string): Promise<InsideView> {
    await this.#files.open(path);
    return this.view();
  }

  unload(id: string): InsideView {
    this.#unload(id);
    return this.view();
  }

  async close(): Promise<void> {
    if (this.#told !== null) clearTimeout(this.#told);
    this.#runtime.close();
    await this.#files.close();
  }

  #unload(id: string): void {
    const path = this.#files.path(id);
    if (path !== null && !this.#runtime.unload(path))
      throw new TuteeError('busy', 'This model is answering. Stop the answer first.');
  }

  #ready(): InsideModel[] {
    return this.#unavailable() === null ? this.#files.list().filter(({ state }) => state === 'ready') : [];
  }

  #names(): string {
    return this.#ready()
      .map(({ id }) => id)
      .join(' ');
  }

  #unavailable(): string | null {
    const available = (this.#options.isAvailable ?? (() => llamaFolder() !== null))();
    return available
      ? null
      : 'Tutee cannot run models on this kind of machine. Connect a server instead, such as Ollama or LM Studio.';
  }

  #withMemory(model: InsideModel): InsideModel {
    const { path, share } = this.#runtime.state;
    if (model.state !== 'ready' || path === null || this.#files.path(model.id) !== path) return model;
    return {
      ...model,
      state: share < 1 ? 'loading' : 'loaded',
      done: Math.round(model.bytes * share),
    };
  }

  /** At most ten times a second, because a fast download changes with every packet. */
  #tell(): void {
    this.#told ??= setTimeout(() => {
      this.#told = null;
      this.#options.onChange(this.view());
      const names = this.#names();
      if (names === this.#asked) return;
      this.#asked = names;
      this.#options.onModels?.();
    }, 100).unref();
  }
}
