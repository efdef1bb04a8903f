/**
 * The seam between a shell (Electron, web) and everything behind it. A shell knows these types, startup/ and shared/;
 * it does not know the database, models or handlers. compose.ts exports `startApp: StartApp`.
 */
import type { Result } from '#shared/result.ts';
import type { EventFrame, EventPosition } from '#shared/transport.ts';
import type { SecretStore } from './secret-store.ts';

/** A running Tutee, without a face. */
export interface TuteeApp {
  /** Never rejects; validates name and input. */
  dispatch(name: unknown, input: unknown): Promise<Result<unknown>>;
  readonly events: EventSource;
  /** A file that waits to be saved by the user; null when there is none of that id. */
  file(id: string): { readonly name: string; readonly path: string } | null;
  /** Idempotent; stops what runs, flushes and closes the database. */
  close(): Promise<void>;
}

/** Everything the main side pushes, numbered; see EventPosition in shared/transport.ts. */
export interface EventSource {
  readonly epoch: string;
  /**
   * Calls back with a hello frame, then what was missed since, then every new event, in order. Returns the
   * unsubscribe function, which may be called more than once.
   */
  connect(since: EventPosition | null, listener: (frame: EventFrame) => void): () => void;
}

/** Settings that a flag or the environment holds fixed for this run; absent: as saved. */
export interface FixedSettings {
  readonly baseUrl?: string;
  readonly model?: string;
}

/** A key given by the environment. It is sent to this origin only and never stored. */
export interface EnvironmentKey {
  readonly origin: string;
  readonly key: string;
}

export interface AppOptions {
  /** Absolute; exists, and this process holds its lock. */
  readonly dataDir: string;
  readonly version: string;
  readonly shell: 'electron' | 'web';
  /** Why the browser shell runs instead of the desktop window; null in the desktop window or when asked for. */
  readonly shellReason: string | null;
  readonly secrets: SecretStore;
  readonly fixed: FixedSettings;
  readonly environmentKey: EnvironmentKey | null;
  /** Absolute path of the script of a scripted model; null: real models. */
  readonly scriptedModel: string | null;
  /** Opens a folder in the system's file browser; null where the shell has no such means. */
  readonly openPath: ((path: string) => Promise<void>) | null;
  /** Null where the shell has no such means and the page downloads files instead. */
  readonly saveFile: SaveFile | null;
}

/** Asks the user where to put a file and copies it there; null when the user changed their mind. */
export type SaveFile = (name: string, from: string) => Promise<string | null>;

export type StartApp = (options: AppOptions) => Promise<TuteeApp>;
