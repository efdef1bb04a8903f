import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StreamMeter } from '#main/models/chat-models/parsing/stream-limits.ts';

/** Whether a stream passes, cut into chunks of this many bytes. */
function passes(text: string, limits: { event: number; whole: number }, cut: number): boolean {
  const meter = new StreamMeter(limits);
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += cut)
    if (!meter.accept(bytes.subarray(at, at + cut))) return false;
  return true;
}

describe('StreamMeter', () => {
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

  it('limits the whole stream too', () => {
    expect(passes('data: 1\n\n'.repeat(20), { event: 50, whole: 100 }, 10)).toBe(false);
  });

  it('gives the same result however the stream is cut', () => {
    const part = fc.constantFrom('data: x', '\n', '\r', '\r\n', ': c', '');
    fc.assert(
      fc.property(fc.array(part), fc.integer({ min: 1, max: 9 }), (parts, cut) => {
        const text = parts.join('');
        expect(passes(text, { event: 12, whole }, cut)).toBe(passes(text, { event: 12, whole }, 10_000));
      }),
    );
  });
});
