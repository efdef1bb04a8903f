import { describe, expect, it } from 'vitest';
import { ClockWatch } from '#main/clock-watch.ts';
import type { ClockSighting } from '#main/store/database/clock-sightings.ts';

const day = 24 * 3_600_000;
const year = 365 * day;
const start = Date.UTC(2026, 10, 24);

function watched(last: ClockSighting | null = { at: start, heldUntil: 0 }) {
  const kept = { last };
  const clock = { now: start };
  const watch = new ClockWatch({
    sightings: {
      last: () => kept.last,
      keep: (sighting) => {
        kept.last = sighting;
      },
    },
    now: () => clock.now,
  });
  const at = (now: number) => {
    clock.now = now;
    return watch.isHeld();
  };
  /** Checked every hour. */
  const daysFrom = (from: number, days: number) =>
    Array.from({ length: days * 24 }, (_, hour) => at(from + hour * 3_600_000));
  return { at, daysFrom, kept };
}

describe('ClockWatch', () => {
  it('trusts a clock that advances, also after days', () => {
    const { at, daysFrom } = watched();
    expect(daysFrom(start, 40)).not.toContain(true);
    expect(at(start + 53 * day)).toBe(false);
  });

  it('trusts the first clock it sees', () => {
    expect(watched(null).at(start)).toBe(false);
  });

  it.each([15 * day, year, 30 * year, -2 * day, -30 * year])(
    'does not trust a clock that jumped by %i ms',
    (jump) => {
      const { at, daysFrom } = watched();
      expect(at(start)).toBe(false);
      expect(daysFrom(start + jump, 6)).not.toContain(false);
    },
  );

  it('holds again when the clock is corrected, then trusts it', () => {
    const { at, daysFrom } = watched();
    at(start + 30 * year);
    expect(daysFrom(start + day, 6)).not.toContain(false);
    expect(at(start + 9 * day)).toBe(false);
  });

  it('trusts the clock some days after a long absence', () => {
    const { daysFrom, at } = watched();
    expect(daysFrom(start + 90 * day, 7)).not.toContain(false);
    expect(at(start + 97 * day)).toBe(false);
  });

  it('stores a sighting at most once an hour', () => {
    const { at, kept } = watched();
    at(start + 60_000);
    expect(kept.last).toEqual({ at: start, heldUntil: 0 });
    at(start + 3_600_000);
    expect(kept.last?.at).toBe(start + 3_600_000);
  });
});
