import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startApp } from '#main/compose.ts';
import type { AppOptions, TuteeApp } from '#main/shells/app.ts';
import type { SecretStore } from '#main/shells/secret-store.ts';
import { commands } from '#shared/contract/commands.ts';
import type { CommandInput, CommandName, CommandOutput } from '#shared/contract/commands.ts';
import type { AnyEvent } from '#shared/contract/events.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { EventFrame, EventPosition } from '#shared/transport.ts';
import { emptyDatabase } from './new-data-folder.ts';
import { sharedEmbedder } from './shared-embedder.ts';
import { sharedThreads } from './shared-threads.ts';

/** In-memory secrets of one test. */
export function memorySecrets(): SecretStore {
  const keys = new Map<string, string>();
  return {
    protection: 'file',
    get: (origin) => Promise.resolve(keys.get(origin) ?? null),
    set: (origin, key) => Promise.resolve(void keys.set(origin, key)),
    remove: (origin) => Promise.resolve(void keys.delete(origin)),
  };
}

/** The whole main side on a temporary data folder, without a shell; commands are called as a shell calls them. */
export class TestApp {
  readonly dataDir: string;
  readonly events: AnyEvent[] = [];
  readonly #options: Partial<AppOptions>;
  #app: TuteeApp;

  private constructor(app: TuteeApp, dataDir: string, options: Partial<AppOptions>) {
    this.#app = app;
    this.dataDir = dataDir;
    this.#options = options;
    this.#listen();
  }

  static async start(options: Partial<AppOptions> = {}): Promise<TestApp> {
    const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'tutee-app-')));
    if (options.dataDir === undefined) emptyDatabase.putInto(dataDir);
    return new TestApp(await startApp(appOptions(dataDir, options)), dataDir, options);
  }

  /** Returns the result, checked against the contract; throws a failure as `CommandFailure`. */
  async call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<CommandOutput<Name>> {
    const result = await this.#app.dispatch(name, input);
    if (!result.ok) throw new CommandFailure(result.error);
    return commands[name].output.parse(result.value) as CommandOutput<Name>;
  }

  dispatch(name: unknown, input: unknown): ReturnType<TuteeApp['dispatch']> {
    return this.#app.dispatch(name, input);
  }

  /** Calls the listener with every event from now on. */
  onEvent(listener: (event: AnyEvent) => void): void {
    this.#app.events.connect(null, (frame) => {
      if (frame.type === 'event') listener(frame.event);
    });
  }

  /** The frames that a page receives if it connects now; grows with every further frame. */
  frames(since: EventPosition | null): EventFrame[] {
    const frames: EventFrame[] = [];
    this.#app.events.connect(since, (frame) => void frames.push(frame));
    return frames;
  }

  /** The path of a file that waits to be saved. */
  outgoingPath(fileId: string): string {
    const file = this.#app.file(fileId);
    if (file === null) throw new Error('No such file waits to be saved.');
    return file.path;
  }

  /** Resolves with the first past or future event that passes. */
  async event(passes: (event: AnyEvent) => boolean): Promise<AnyEvent> {
    const seen = this.events.find(passes);
    if (seen !== undefined) return seen;
    return new Promise((resolve) => {
      const disconnect = this.#app.events.connect(null, (frame) => {
        if (frame.type !== 'event' || !passes(frame.event)) return;
        disconnect();
        resolve(frame.event);
      });
    });
  }

  /** Sends a message and resolves with its complete answer. */
  async say(text: string, conversationId: string | null = null, temporary = false): Promise<AnswerOf> {
    const requestId = crypto.randomUUID();
    const { conversation, userMessage, assistantMessage } = await this.call('chat.send', {
      requestId,
      conversationId,
      text,
      temporary,
    });
    const end = await this.event(
      (event) => event.name === 'message-end' && event.payload.message.id === assistantMessage.id,
    );
    if (end.name !== 'message-end') throw new Error('Unreachable: filtered by name.');
    return { conversationId: conversation.id, userMessageId: userMessage.id, answer: end.payload.message };
  }

  async restart(): Promise<void> {
    await this.#app.close();
    this.#app = await startApp(appOptions(this.dataDir, this.#options));
    this.events.length = 0;
    this.#listen();
  }

  /** Closes the app and keeps its folder. */
  close(): Promise<void> {
    return this.#app.close();
  }

  async stop(): Promise<void> {
    await this.#app.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  #listen(): void {
    this.#app.events.connect(null, (frame) => {
      if (frame.type === 'event') this.events.push(frame.event);
    });
  }
}

export interface AnswerOf {
  readonly conversationId: string;
  readonly userMessageId: string;
  readonly answer: Extract<AnyEvent, { name: 'message-end' }>['payload']['message'];
}

export class CommandFailure extends Error {
  readonly data: ErrorData;

  constructor(data: ErrorData) {
    super(`${data.code}: ${data.message}`);
    this.data = data;
  }
}

function appOptions(dataDir: string, options: Partial<AppOptions>): AppOptions {
  return {
    version: '0.0.0-test',
    shell: 'web',
    shellReason: null,
    secrets: memorySecrets(),
    fixed: {},
    environmentKey: null,
    scriptedModel: null,
    openPath: null,
    saveFile: null,
    makeEmbedder: sharedEmbedder,
    threads: sharedThreads,
    ...options,
    dataDir,
  };
}
