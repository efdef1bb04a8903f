import type { Bridge } from '../../shared/transport.ts';
import type { ConnectionState } from './connection.ts';

/** A bridge that can lose its connection; the preload bridge of the desktop window cannot. */
export interface PageBridge extends Bridge {
  readonly onConnection?: (listener: (state: ConnectionState) => void) => void;
}
