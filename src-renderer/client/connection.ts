/**
 * connecting: nothing received from the main process yet. open: events arrive. lost: the connection dropped and is
 * being retried. ended: this browser has no key that the running Tutee accepts; opening a new link in any of its tabs
 * provides one.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'ended';
