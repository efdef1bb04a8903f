import type { ClockSighting } from './store/database/clock-sightings.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** Between two looks nobody is away longer than this, in ms, without being told of on the return: it may be the clock. */
const mostAway = 14 * day;
/** So far back, in ms, a clock that is right is never set. */
const mostBack = day;
/** How long what is deleted by time is held after the clock jumped, in ms: time to see that it is wrong and to set it right. */
const hold = 7 * day;

export interface ClockWatchPorts {
  readonly sightings: { last(): ClockSighting | null; keep(sighting: ClockSighting): void };
  readonly now: () => number;
}

/**
 * Tells whether the clock can be believed. A clock that is set far ahead by mistake would empty every bin at once: after a
 * jump nothing is deleted because its time is over, until some days went by on the clock as it is then.
 */
export class ClockWatch {
  readonly #ports: ClockWatchPorts;

  constructor(ports: ClockWatchPorts) {
    this.#ports = ports;
  }

  /** To be asked before anything is deleted because its time is over. True: not now. */
  isHeld(): boolean {
    const { sightings } = this.#ports;
    const now = this.#ports.now();
    const last = sightings.last() ?? { at: now, heldUntil: 0 };
    const jumped = now - last.at > mostAway || last.at - now > mostBack;
    // What was held until a day of the wrong clock is held as long on the right one.
    const heldUntil = jumped ? now + hold : Math.min(last.heldUntil, now + hold);
    if (jumped || now - last.at >= hour || last.at > now) sightings.keep({ at: now, heldUntil });
    return now < heldUntil;
  }
}
