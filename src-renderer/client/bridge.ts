import type { Bridge } from '../../shared/transport.ts';
import type { ConnectionState } from './connection.ts';
import { createWebBridge } from './web-bridge.ts';

/** A bridge that can also lose its connection; the preload bridge of the desktop window cannot. */
export interface PageBridge extends Bridge {
  readonly onConnection?: (listener: (state: ConnectionState) => void) => void;
}

declare global {
  interface Window {
    /** Put there by the preload script of the desktop window. */
    readonly tutee?: Bridge;
  }
}

/** The desktop window's bridge when there is one, else the browser shell's over HTTP and WebSocket. */
export function chooseBridge(): PageBridge {
  return window.tutee ?? createWebBridge();
}
