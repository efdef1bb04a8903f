/**
 * connecting: not yet heard from the main side. open: events arrive. lost: the connection dropped and is being tried
 * again. ended: this browser has no key that the running Tutee takes; a new link gives it one, in any of its tabs.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'ended';
