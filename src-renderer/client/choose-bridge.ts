import type { Bridge } from '../../shared/transport.ts';
import type { PageBridge } from './page-bridge.ts';
import { createWebBridge } from './web-bridge.ts';

declare global {
  interface Window {
    /** Set by the preload script of the desktop window. */
    readonly tutee?: Bridge;
  }
}

/** The desktop window's bridge when there is one, else the browser shell's over HTTP and WebSocket. */
export function chooseBridge(): PageBridge {
  return window.tutee ?? createWebBridge();
}
