/**
 * The page's only way to the main process: typed commands, typed events and the state of the connection. It owns the
 * position in the event stream; it may not know stores, features or anything the page shows.
 */
import type { CommandInput, CommandName, CommandOutput } from '../../shared/contract/commands.ts';
import type { AnyEvent, EventName, Events } from '../../shared/contract/events.ts';
import type { Result } from '../../shared/result.ts';
import type { EventPosition } from '../../shared/transport.ts';
import { chooseBridge } from './choose-bridge.ts';
import type { ConnectionState } from './connection.ts';
import { acceptFrame } from './event-position.ts';
import { failure } from './failure.ts';
import type { PageBridge } from './page-bridge.ts';
import { tMessage } from '../language/translate-message.ts';
import { t } from '../language/translate.ts';

export interface Client {
  /** Never rejects; a failure is a Result with `ok: false`. */
  call<Name extends CommandName>(name: Name, input: CommandInput<Name>): Promise<Result<CommandOutput<Name>>>;
  /** Delivers every event once and in order. */
  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
  /** Called when all data must be loaded again: on the first connection and after missed events. */
  onReload(listener: () => void): () => void;
  onConnection(listener: (state: ConnectionState) => void): () => void;
  /** Starts receiving events. Subscribe first. */
  start(): void;
}

type AnyListener = (payload: AnyEvent['payload']) => void;

export function createClient(bridge: PageBridge): Client {
  const listeners = new Map<EventName, Set<AnyListener>>();
  const reloads = new Set<() => void>();
  const connections = new Set<(state: ConnectionState) => void>();
  let position: EventPosition | null = null;

  const announce = (state: ConnectionState): void => {
    for (const listener of connections) listener(state);
  };
  return {
    async call(name, input) {
      try {
        return inPageLanguage((await bridge.call(name, input)) as Result<CommandOutput<typeof name>>);
      } catch {
        return failure('internal', t('Tutee did not answer. Try again; if it stays, restart Tutee.'));
      }
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set<AnyListener>();
      listeners.set(name, set);
      return subscribe(set, listener as AnyListener);
    },
    onReload: (listener) => subscribe(reloads, listener),
    onConnection: (listener) => subscribe(connections, listener),
    start() {
      bridge.onConnection?.(announce);
      bridge.connect(null, (frame) => {
        const accepted = acceptFrame(position, frame);
        position = accepted.position;
        if (frame.type === 'hello') announce('open');
        if (accepted.reload) for (const listener of reloads) listener();
        if (accepted.event === null) return;
        for (const listener of listeners.get(accepted.event.name) ?? []) listener(accepted.event.payload);
      });
    },
  };
}

function inPageLanguage<T>(result: Result<T>): Result<T> {
  if (result.ok) return result;
  return { ok: false, error: { ...result.error, message: tMessage(result.error.message) } };
}

function subscribe<T>(set: Set<T>, listener: T): () => void {
  set.add(listener);
  return () => void set.delete(listener);
}

export const client: Client = createClient(chooseBridge());
