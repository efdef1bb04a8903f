/** Owns the raw IPC of the main process: checks the sender, then passes commands to the app. It may not know what they mean. */
import { ipcMain, type IpcMainEvent, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { TuteeError } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import type { TuteeApp } from '../app.ts';
import { readEventPosition } from '../event-position.ts';
import { channels } from './channels.ts';
import { isPageUrl } from './page-address.ts';

/** Open connections of one page: number given by the page -> disconnect. */
type Connections = Map<number, () => void>;

/** More than a page ever opens; bounds the memory that a faulty page can use here. */
const maxConnections = 8;

export function serveIpc(app: TuteeApp): void {
  const pages = new WeakMap<WebContents, Connections>();
  ipcMain.handle(channels.call, (event, name: unknown, input: unknown) =>
    isTrusted(event) ? app.dispatch(name, input) : refused(),
  );
  ipcMain.on(channels.connect, (event, connection: unknown, since: unknown) => {
    if (!isTrusted(event) || typeof connection !== 'number') return;
    const open = connectionsOf(event.sender, pages);
    if (open.size >= maxConnections) return;
    open.get(connection)?.();
    open.set(connection, connect(app, event.sender, connection, since));
  });
  ipcMain.on(channels.disconnect, (event, connection: unknown) => {
    if (!isTrusted(event) || typeof connection !== 'number') return;
    const open = connectionsOf(event.sender, pages);
    open.get(connection)?.();
    open.delete(connection);
  });
}

/** True for our own page in the main frame of a window only. A destroyed frame has no URL and is rejected. */
function isTrusted(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isPageUrl(frame.url);
}

function refused(): Result<never> {
  return {
    ok: false,
    error: new TuteeError('unauthorized', 'Only the page of Tutee itself may ask this.').toData(),
  };
}

/** Frames are sent only after the page has connected, so that none is lost while it loads. */
function connect(app: TuteeApp, page: WebContents, connection: number, since: unknown): () => void {
  return app.events.connect(readEventPosition(since), (frame) => {
    if (!page.isDestroyed()) page.send(channels.frame, connection, frame);
  });
}

function connectionsOf(page: WebContents, pages: WeakMap<WebContents, Connections>): Connections {
  const known = pages.get(page);
  if (known !== undefined) return known;
  const connections: Connections = new Map();
  pages.set(page, connections);
  const dropAll = () => {
    for (const disconnect of connections.values()) disconnect();
    connections.clear();
  };
  // A page that reloads, crashes or closes does not disconnect itself.
  page.on('did-navigate', dropAll);
  page.on('render-process-gone', dropAll);
  page.on('destroyed', dropAll);
  return connections;
}
