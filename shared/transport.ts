import type { AnyEvent } from './contract/events.ts';

/**
 * Events are numbered from 1 within an `epoch` (one run of the main side). A page that reconnects names the last
 * number it saw and gets what it missed, once and in order; when that is no longer held, it is told to load anew.
 */
export interface EventPosition {
  readonly epoch: string;
  readonly seq: number;
}

export type EventFrame =
  /** First frame of every connection. `reload`: events were missed; load everything anew, then go on from `seq`. */
  | { readonly type: 'hello'; readonly epoch: string; readonly seq: number; readonly reload: boolean }
  | { readonly type: 'event'; readonly seq: number; readonly event: AnyEvent };

/** What the sandboxed preload script puts on `window.tutee`; the browser shell's transport has the same shape. */
export interface Bridge {
  /** Answers a Result as plain data. */
  call(name: string, input: unknown): Promise<unknown>;
  /** Calls back with every frame, beginning with a hello, until the returned function is called. */
  connect(since: EventPosition | null, listener: (frame: EventFrame) => void): () => void;
}

/** HTTP paths of the browser shell. */
export const webPaths = {
  /** POST {name, input} answers a Result. */
  call: '/api/call',
  /** WebSocket of EventFrames; query `epoch` and `seq` name the last event seen. */
  events: '/api/events',
  /** GET with `token` exchanges the one-time token for the session cookie. */
  open: '/open',
  /** GET `<files>/<id>` downloads a file that waits to be saved. */
  files: '/api/files',
} as const;
