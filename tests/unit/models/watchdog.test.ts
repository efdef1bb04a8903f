import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Watchdog } from '#main/models/chat-models/watchdog.ts';

const patience = { firstByteMs: 100, betweenMs: 40 };
const state = (dog: Watchdog) => ({ expired: dog.expired, aborted: dog.controller.signal.aborted });

describe('Watchdog', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('waits for the first byte, then for each further one', () => {
    const dog = new Watchdog(new AbortController().signal, patience);
    vi.advanceTimersByTime(99);
    dog.beat();
    vi.advanceTimersByTime(39);
    dog.beat();
    vi.advanceTimersByTime(39);
    expect(state(dog)).toEqual({ expired: null, aborted: false });
    vi.advanceTimersByTime(1);
    expect(state(dog)).toEqual({ expired: 'continue', aborted: true });
    expect(dog.limitMs).toBe(40);
  });

  it('knows which wait was too long', () => {
    const dog = new Watchdog(new AbortController().signal, patience);
    vi.advanceTimersByTime(100);
    expect(state(dog)).toEqual({ expired: 'begin', aborted: true });
    expect(dog.limitMs).toBe(100);
  });

  it('does not count the time the reader takes', () => {
    const dog = new Watchdog(new AbortController().signal, patience);
    dog.rest();
    vi.advanceTimersByTime(10_000);
    expect(state(dog)).toEqual({ expired: null, aborted: false });
    dog.beat();
    vi.advanceTimersByTime(40);
    expect(dog.expired).toBe('continue');
  });

  it('tells cancelling from expiring, and ends with the request', () => {
    const controller = new AbortController();
    const dog = new Watchdog(controller.signal, patience);
    controller.abort();
    expect({ ...state(dog), cancelled: dog.cancelled }).toEqual({
      expired: null,
      aborted: true,
      cancelled: true,
    });

    const stopped = new Watchdog(new AbortController().signal, patience);
    stopped.stop();
    stopped.beat();
    expect({ ...state(stopped), cancelled: stopped.cancelled }).toEqual({
      expired: null,
      aborted: true,
      cancelled: false,
    });
    expect(vi.getTimerCount()).toBe(0);
  });
});
