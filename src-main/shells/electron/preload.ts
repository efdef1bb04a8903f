/** The sandboxed preload script: exposes two functions to the page, and nothing else of Electron. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Bridge, EventFrame } from '#shared/transport.ts';
import { channels } from './channels.ts';

let connections = 0;

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input),
  connect(since, listener) {
    connections += 1;
    const own = connections;
    const receive = (_event: IpcRendererEvent, connection: number, frame: EventFrame) => {
      if (connection === own) listener(frame);
    };
    ipcRenderer.on(channels.frame, receive);
    ipcRenderer.send(channels.connect, own, since);
    return () => {
      ipcRenderer.off(channels.frame, receive);
      ipcRenderer.send(channels.disconnect, own);
    };
  },
};

contextBridge.exposeInMainWorld('tutee', bridge);
