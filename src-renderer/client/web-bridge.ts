/**
 * The browser shell's transport: commands by POST, events by WebSocket. It owns reconnecting: after a drop it waits
 * with exponential backoff and names the last frame seen, so that no event is lost; without an accepted key it waits
 * for one, which another tab may receive. It knows paths and frames, not what they mean.
 */
import type { EventFrame, EventPosition } from '../../shared/transport.ts';
import { keyProtocol, socketProtocol, webPaths } from '../../shared/transport.ts';
import type { PageBridge } from './page-bridge.ts';
import type { ConnectionState } from './connection.ts';
import { acceptFrame } from './event-position.ts';
import { failure } from './failure.ts';
import { fetchWithKey } from './fetch-with-key.ts';
import { onSessionKey, sessionKey } from './session-key.ts';
import { t } from '../language/translate.ts';

const INITIAL_DELAY_MS = 250;
const MAX_DELAY_MS = 5_000;

export function createWebBridge(): PageBridge {
  const connectionListeners = new Set<(state: ConnectionState) => void>();
  const announce = (state: ConnectionState): void => {
    for (const listener of connectionListeners) listener(state);
  };
  return {
    call: (name, input) => post(name, input, announce),
    connect: (since, listener) => keepConnected(since, listener, announce),
    onConnection: (listener) => void connectionListeners.add(listener),
  };
}

type Announce = (state: ConnectionState) => void;

async function post(name: string, input: unknown, announce: Announce): Promise<unknown> {
  let response: Response | null;
  try {
    response = await fetchWithKey(webPaths.call, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, input }),
    });
  } catch {
    return failure('internal', t('Tutee does not answer. If you closed it, start it again.'));
  }
  if (response === null) {
    announce('ended');
    return failure('unauthorized', t('This tab is not connected to the Tutee that runs now.'));
  }
  try {
    return await response.json();
  } catch {
    return failure(
      'internal',
      t('Tutee gave an answer that cannot be read. Try again; if it stays, restart Tutee.'),
    );
  }
}

function keepConnected(
  since: EventPosition | null,
  listener: (frame: EventFrame) => void,
  announce: Announce,
): () => void {
  let position = since;
  let delay = INITIAL_DELAY_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | null = null;
  let closed = false;

  const open = (): void => {
    if (closed) return;
    clearTimeout(timer);
    const key = sessionKey();
    if (key === null) {
      announce('ended');
      return;
    }
    const current = new WebSocket(eventsUrl(position), [socketProtocol, keyProtocol(key)]);
    socket = current;
    current.addEventListener('message', (message: MessageEvent<string>) => {
      const frame = JSON.parse(message.data) as EventFrame;
      position = acceptFrame(position, frame).position;
      if (frame.type === 'hello') {
        delay = INITIAL_DELAY_MS;
        announce('open');
      }
      listener(frame);
    });
    current.addEventListener('close', () => {
      if (closed || socket !== current) return;
      socket = null;
      announce('lost');
      void retry();
    });
  };

  /**
   * A refused WebSocket upgrade does not expose its status, so a harmless command checks whether the session is still
   * valid.
   */
  const retry = async (): Promise<void> => {
    const answer = (await post('app.info', {}, announce)) as { ok: boolean; error?: { code: string } };
    if (closed || answer.error?.code === 'unauthorized') return;
    timer = setTimeout(open, delay * (0.75 + Math.random() / 2));
    delay = Math.min(delay * 2, MAX_DELAY_MS);
  };

  const openNow = (): void => {
    if (socket !== null) return;
    delay = INITIAL_DELAY_MS;
    open();
  };
  const openWhenVisible = (): void => {
    if (document.visibilityState !== 'hidden') openNow();
  };

  open();
  const stopWaitingForKey = onSessionKey(openNow);
  window.addEventListener('online', openWhenVisible);
  document.addEventListener('visibilitychange', openWhenVisible);
  return () => {
    closed = true;
    clearTimeout(timer);
    stopWaitingForKey();
    window.removeEventListener('online', openWhenVisible);
    document.removeEventListener('visibilitychange', openWhenVisible);
    socket?.close();
  };
}

function eventsUrl(position: EventPosition | null): string {
  const url = new URL(webPaths.events, window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  url.search = '';
  if (position !== null) {
    url.searchParams.set('epoch', position.epoch);
    url.searchParams.set('seq', String(position.seq));
  }
  return url.href;
}
