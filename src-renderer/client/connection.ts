/**
 * connecting: not yet heard from the main side. open: events arrive. lost: the connection dropped and is being tried
 * again. ended: this window's session is over; only a new link helps.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'ended';
