import { beforeEach, describe, expect, it } from 'vitest';
import { serveIpc } from '#main/shells/electron/ipc-transport.ts';
import type { Bridge, EventFrame } from '#shared/transport.ts';
import {
  exposed,
  FakeWebContents,
  ipcMain,
  ipcRenderer,
  resetElectron,
} from '../../support/electron-double.ts';
import { createFakeApp, type FakeApp } from '../../support/fake-app.ts';

// Imports the preload script once, as a window does.
await import('#main/shells/electron/preload.ts');
const given = new Map(exposed);
const bridge = given.get('tutee') as Bridge;

let app: FakeApp;

beforeEach(() => {
  resetElectron();
  app = createFakeApp();
  serveIpc(app);
});

describe('the bridge of the preload script', () => {
  it('is all that is exposed to the page', () => {
    expect([...given.keys()]).toEqual(['tutee']);
    expect(Object.keys(bridge)).toEqual(['call', 'connect']);
  });

  it('carries commands to the app and Results back', async () => {
    expect(await bridge.call('app.info', {})).toEqual({ ok: true, value: { name: 'app.info', input: {} } });
    expect(app.calls).toEqual([{ name: 'app.info', input: {} }]);
  });

  it('begins with hello and sends nothing before it is connected', () => {
    app.events.emit();
    expect(ipcRenderer.page.sent).toEqual([]);
    const frames: EventFrame[] = [];
    const disconnect = bridge.connect({ epoch: 'epoch-1', seq: 0 }, (frame) => frames.push(frame));
    app.events.emit();
    expect(frames.map((frame) => [frame.type, frame.seq])).toEqual([
      ['hello', 0],
      ['event', 1],
      ['event', 2],
    ]);
    disconnect();
    app.events.emit();
    expect(frames).toHaveLength(3);
    expect(app.events.listeners.size).toBe(0);
  });

  it('keeps two connections apart', () => {
    const seen: string[] = [];
    const first = bridge.connect(null, (frame) => seen.push(`first ${frame.type}`));
    bridge.connect(null, (frame) => seen.push(`second ${frame.type}`));
    first();
    app.events.emit();
    expect(seen).toEqual(['first hello', 'second hello', 'second event']);
  });
});

describe('a sender that is not our own page', () => {
  const ownFrame = { url: 'app://tutee/' };
  it.each([
    ['a foreign page', { url: 'https://evil.example/' }],
    ['a file', { url: 'file:///etc/passwd' }],
    ['a name that begins like ours', { url: 'app://tutee.evil/' }],
    ['a name with a user before it', { url: 'app://tutee@evil/' }],
    ['nothing loaded yet', { url: '' }],
  ])('is refused: %s', async (_case, frame) => {
    const sender = new FakeWebContents(frame.url);
    const event = { sender, senderFrame: sender.mainFrame };
    expect(await ipcMain.handlers.get('tutee:call')?.(event, 'app.info', {})).toMatchObject({
      ok: false,
      error: { code: 'unauthorized' },
    });
    ipcMain.emit('tutee:connect', event, 1, null);
    expect(app.calls).toEqual([]);
    expect(app.events.positions).toEqual([]);
  });

  it.each([
    ['a frame inside our page', ownFrame],
    ['a frame that is gone', null],
  ])('is refused: %s', async (_case, senderFrame) => {
    const event = { sender: new FakeWebContents(), senderFrame };
    expect(await ipcMain.handlers.get('tutee:call')?.(event, 'app.info', {})).toMatchObject({ ok: false });
    ipcMain.emit('tutee:connect', event, 1, null);
    expect(app.events.positions).toEqual([]);
  });
});

describe('connections', () => {
  it.each(['did-navigate', 'render-process-gone', 'destroyed'])('end with the page: %s', (sign) => {
    bridge.connect(null, () => undefined);
    expect(app.events.listeners.size).toBe(1);
    ipcRenderer.page.emit(sign);
    expect(app.events.listeners.size).toBe(0);
  });

  it('are limited in number', () => {
    for (let connection = 0; connection < 100; connection += 1)
      ipcRenderer.send('tutee:connect', connection, null);
    expect(app.events.listeners.size).toBe(8);
  });

  it.each(['x', null, {}, { epoch: 1, seq: 1 }, { epoch: 'e', seq: -1 }])(
    'take the malformed position %j as none',
    (since) => {
      ipcRenderer.send('tutee:connect', 1, since);
      expect(app.events.positions).toEqual([null]);
    },
  );

  it('need a number', () => {
    ipcRenderer.send('tutee:connect', 'one', null);
    expect(app.events.positions).toEqual([]);
  });
});
