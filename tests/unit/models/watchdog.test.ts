import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Watchdog } from '#main/models/chat-models/watchdog.ts';

const timeouts = { firstByteMs: 100, betweenMs: 40 };
const state = (dog: Watchdog) => ({ expired: dog.expired, aborted: dog.controller.signal.aborted });

describe('Watchdog', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('limits the wait for the first byte and for each further one', () => {
    const dog = new Watchdog(new AbortController().signal, timeouts);
    vi.advanceTimersByTime(99);
    dog.reset();
    vi.advanceTimersByTime(39);
    dog.reset();
    vi.advanceTimersByTime(39);
    expect(state(dog)).toEqual({ expired: null, aborted: false });
    vi.advanceTimersByTime(1);
    expect(state(dog)).toEqual({ expired: 'continue', aborted: true });
    expect(dog.limitMs).toBe(40);
  });

  it('tells which timeout expired', () => {
    const dog = new Watchdog(new AbortController().signal, timeouts);
    vi.advanceTimersByTime(100);
    expect(state(dog)).toEqual({ expired: 'begin', aborted: true });
    expect(dog.limitMs).toBe(100);
  });

  it('does not count the consumer’s time', () => {
    const dog = new Watchdog(new AbortController().signal, timeouts);
    dog.pauseTimeout();
    vi.advanceTimersByTime(10_000);
    expect(state(dog)).toEqual({ expired: null, aborted: false });
    dog.reset();
    vi.advanceTimersByTime(40);
    expect(dog.expired).toBe('continue');
  });

  it('distinguishes cancellation from a timeout, and ends with the request', () => {
    const controller = new AbortController();
    const dog = new Watchdog(controller.signal, timeouts);
    controller.abort();
    expect({ ...state(dog), cancelled: dog.cancelled }).toEqual({
      expired: null,
      aborted: true,
      cancelled: true,
    });

    const stopped = new Watchdog(new AbortController().signal, timeouts);
    stopped.stop();
    stopped.reset();
    expect({ ...state(stopped), cancelled: stopped.cancelled }).toEqual({
      expired: null,
      aborted: true,
      cancelled: false,
    });
    expect(vi.getTimerCount()).toBe(0);
  });
});
