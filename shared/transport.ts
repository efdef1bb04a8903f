import type { AnyEvent } from './contract/events.ts';

/**
 * Events are numbered from 1 within an `epoch` (one process of the main side). A page that reconnects names the last number it saw and
 * gets the missed events, once and in order; when they are not kept any more, it is told to reload.
 */
export interface EventPosition {
  readonly epoch: string;
  readonly seq: number;
}

export type EventFrame =
  /** The first frame of every connection. `reload`: events were missed; reload everything, then continue from `seq`. */
  | { readonly type: 'hello'; readonly epoch: string; readonly seq: number; readonly reload: boolean }
  | { readonly type: 'event'; readonly seq: number; readonly event: AnyEvent };

/** What the sandboxed preload script exposes as `window.tutee`; the transport of the browser shell has the same shape. */
export interface Bridge {
  /** Resolves to a Result as plain data. */
  call(name: string, input: unknown): Promise<unknown>;
  /** Calls back with every frame, beginning with a hello, until the returned function is called. */
  connect(since: EventPosition | null, listener: (frame: EventFrame) => void): () => void;
}

/** HTTP paths of the browser shell. Everything under /api/ needs the session key. */
export const webPaths = {
  /** POST {name, input} returns a Result. */
  call: '/api/call',
  /** WebSocket of EventFrames; query `epoch` and `seq` name the last event seen. */
  events: '/api/events',
  /** GET `<files>/<id>` downloads a file ready to be saved. */
  files: '/api/files',
  /** GET with `token`: the page; asked for JSON, the one-time token is exchanged for `{"headers": {name: value}}`. */
  open: '/open',
  /** POST: offers a new one-time link to the person at the machine. Returns a Result of a LinkOffer. */
  newLink: '/new-link',
} as const;

/** Where a new link was offered: opened in the system's browser, or printed in the terminal. */
export type LinkOffer = 'browser' | 'terminal';

/**
 * The session key is sent as `Authorization: Bearer <key>`. A browser cannot set that header on a WebSocket, so a page
 * offers two subprotocols instead: this one, which the server selects, and one that carries the key.
 */
export const socketProtocol = 'tutee';
const keyProtocolPrefix = 'tutee.key.';

export function keyProtocol(key: string): string {
  return `${keyProtocolPrefix}${key}`;
}

/** The key among offered subprotocols, or null. */
export function keyInProtocols(offered: readonly string[]): string | null {
  const carrier = offered.find((protocol) => protocol.startsWith(keyProtocolPrefix));
  return carrier?.slice(keyProtocolPrefix.length) ?? null;
}

const bearer = 'Bearer ';

export function keyHeader(key: string): string {
  return `${bearer}${key}`;
}

/** The key in the value of an Authorization header, or null. */
export function keyInHeader(value: string | undefined): string | null {
  return value?.startsWith(bearer) === true ? value.slice(bearer.length) : null;
}
