import type { ClockSighting } from './store/database/clock-sightings.ts';

const hour = 3_600_000;
const day = 24 * hour;

/** A longer time between two sightings, in ms, counts as a jump: the clock may have been set ahead. */
const maxForward = 14 * day;
/** A larger step back, in ms, counts as a jump. */
const maxBack = day;
/** How long deletion by time is suspended after a jump, in ms: enough to notice a wrong clock and correct it. */
const hold = 7 * day;

export interface ClockWatchPorts {
  readonly sightings: { last(): ClockSighting | null; keep(sighting: ClockSighting): void };
  readonly now: () => number;
}

/**
 * Decides whether the system clock is plausible. A clock set far ahead by mistake would empty every bin at once, so after a jump
 * nothing is deleted by time until the hold is over on the new clock.
 */
export class ClockWatch {
  readonly #ports: ClockWatchPorts;

  constructor(ports: ClockWatchPorts) {
    this.#ports = ports;
  }

  /** True: nothing may be deleted by time now. To be called before each such deletion. */
  isHeld(): boolean {
    const { sightings } = this.#ports;
    const now = this.#ports.now();
    const last = sightings.last() ?? { at: now, heldUntil: 0 };
    const jumped = now - last.at > maxForward || last.at - now > maxBack;
    // Capped, so that a hold set by the wrong clock does not outlast a new one.
    const heldUntil = jumped ? now + hold : Math.min(last.heldUntil, now + hold);
    if (jumped || now - last.at >= hour || last.at > now) sightings.keep({ at: now, heldUntil });
    return now < heldUntil;
  }
}
