import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamGauge } from '#main/models/chat-models/stream-limits.ts';

/** Whether a stream is let through, in pieces cut after so many bytes each. */
function passes(text: string, limits: { event: number; whole: number }, cut: number): boolean {
  const gauge = new StreamGauge(limits);
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += cut) if (!gauge.takes(bytes.subarray(at, at + cut))) return false;
  return true;
}

describe('what a stream may hold', () => {
  const whole = 10_000;
  it.each([
    [
      'events that fit, whatever ends their lines',
      'data: 1234\n\ndata: 1234\r\n\r\ndata: 1234\r\rdata: 12',
      14,
      true,
    ],
    ['a line that is too long', 'data: 1234567890\n\n', 14, false],
    ['lines that are too long together', 'data: 1\ndata: 2\ndata: 3\n\n', 14, false],
    ['lines that end with both', 'data: 1\r\ndata: 2\r\ndata: 3\r\n\r\n', 14, false],
  ])('%s', (_, text, event, passed) => {
    for (const cut of [1, 2, 3, 7, 1_000]) expect(passes(text, { event, whole }, cut)).toBe(passed);
  });

  it('in all is limited too', () => {
    expect(passes('data: 1\n\n'.repeat(20), { event: 50, whole: 100 }, 10)).toBe(false);
  });

  it('is the same however it is cut into pieces', () => {
    const part = fc.constantFrom('data: x', '\n', '\r', '\r\n', ': c', '');
    fc.assert(
      fc.property(fc.array(part), fc.integer({ min: 1, max: 9 }), (parts, cut) => {
        const text = parts.join('');
        expect(passes(text, { event: 12, whole }, cut)).toBe(passes(text, { event: 12, whole }, 10_000));
      }),
    );
  });
});
