/** Entry of the process that runs the model inside: a child of Node (browser shell) or a utility process of Electron (desktop). */
import { serveModel } from './models/inside/serve-model.ts';
import type { Order, Report } from './models/inside/serve-model.ts';

/** Electron's; not in Node's types. */
interface ParentPort {
  postMessage(message: Report, transfer: never[]): void;
  on(event: 'message', listener: (event: { readonly data: Order }) => void): void;
}
const { parentPort } = process as unknown as { readonly parentPort?: ParentPort };

if (parentPort !== undefined) {
  serveModel({
    send: (message) => parentPort.postMessage(message, []),
    onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
  });
} else {
  if (process.send === undefined) throw new Error('This file is the entry of a process with a parent.');
  serveModel({
    send: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', (message) => listener(message as Order)),
  });
  // Without its parent nobody would ever end it.
  process.on('disconnect', () => process.exit(0));
}
