/**
 * The interface between a shell (Electron or web) and the app. A shell knows these types, startup/ and shared/; it may not know the
 * database, models or handlers. compose.ts exports `startApp: StartApp`.
 */
import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { LoadedEmbedder } from '#shared/models/embedder.ts';
import type { Result } from '#shared/result.ts';
import type { EventFrame, EventPosition } from '#shared/transport.ts';
import type { SecretStore } from './secret-store.ts';

/** A running app, without a user interface. */
export interface TuteeApp {
  /** Never rejects; validates name and input. */
  dispatch(name: unknown, input: unknown): Promise<Result<unknown>>;
  readonly events: EventSource;
  /** A file ready for the user to save; null when there is none with that id. */
  file(id: string): { readonly name: string; readonly path: string } | null;
  /** Stops turns and runs, stores their state and closes the database. Idempotent. */
  close(): Promise<void>;
}

/** Where the thread for long jobs comes from. */
export interface ThreadSource {
  start(entry: string, options: WorkerOptions): Worker;
  /** @param isFree false: a job is running. */
  end(worker: Worker, isFree: boolean): Promise<unknown>;
}

/** The numbered events of the app; see EventPosition in shared/transport.ts. */
export interface EventSource {
  readonly epoch: string;
  /**
   * Calls the listener with a hello frame, then the events missed since `since`, then every new event, in order. Returns an
   * idempotent unsubscribe function.
   */
  connect(since: EventPosition | null, listener: (frame: EventFrame) => void): () => void;
}

/** Settings overridden by a flag or the environment until the app closes; absent: the saved ones. */
export interface FixedSettings {
  readonly baseUrl?: string;
  readonly model?: string;
}

/** An API key from the environment. It is sent to this origin only and never stored. */
export interface EnvironmentKey {
  readonly origin: string;
  readonly key: string;
}

export interface AppOptions {
  /** Absolute path. The folder exists and this process holds its lock. */
  readonly dataDir: string;
  readonly version: string;
  readonly shell: 'electron' | 'web';
  /** Why the browser shell runs instead of the desktop window; null in the desktop window or when it was asked for. */
  readonly shellReason: string | null;
  readonly secrets: SecretStore;
  readonly fixed: FixedSettings;
  readonly environmentKey: EnvironmentKey | null;
  /** Absolute path of the script of a scripted model; null: real models. */
  readonly scriptedModel: string | null;
  /** Opens a folder in the system's file manager, or a file with its program; null in the browser shell. */
  readonly openPath: ((path: string) => Promise<void>) | null;
  /** Lets the user choose a folder or files; absent in the browser shell. Empty when the user cancelled. */
  readonly choosePaths?: (what: 'folder' | 'files') => Promise<readonly string[]>;
  /** Null in the browser shell, where the page downloads files. */
  readonly saveFile: SaveFile | null;
  /** Shows notifications of the system; absent: the page asks the browser. */
  readonly notify?: Notify;
  /** Makes the built-in embedder, which the app closes; absent: one in a thread of its own. */
  readonly makeEmbedder?: () => LoadedEmbedder;
  /** Where the thread for long jobs comes from; absent: one of its own. */
  readonly threads?: ThreadSource;
  /** What starts the connection of another program to the memory by standard input and output; absent: nothing. */
  readonly mcpCommand?: { readonly command: string; readonly args: readonly string[] };
  /** The address of a mirror of Hugging Face; absent: Hugging Face. */
  readonly modelHub?: string;
  /** Absent: child processes are started by Node. */
  readonly startProcess?: StartProcess;
}

/**
 * Starts a child process of the app.
 * @param entry the file that it runs
 */
export type StartProcess = (entry: string) => AppProcess;

export interface AppProcess {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once. @param reason a code or a signal, for diagnostics. */
  onExit(listener: (reason: string) => void): void;
  /** Ends it at once. */
  kill(): void;
}

/**
 * Shows a notification of the system.
 * @param key a later notification of the same key replaces it
 * @param onOpen called when it is clicked, after the window came to the front
 * @returns false when the system shows none
 */
export type Notify = (
  notice: { readonly key: string; readonly title: string; readonly body: string },
  onOpen: () => void,
) => boolean;

/** Asks the user where to save a file and copies it there. Resolves to the path; null when the user cancelled. */
export type SaveFile = (name: string, from: string) => Promise<string | null>;

export type StartApp = (options: AppOptions) => Promise<TuteeApp>;
