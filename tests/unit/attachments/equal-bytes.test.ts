import { crc32, inflateRawSync, inflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { EqualBytes } from '../../support/equal-bytes.ts';

it.each([1, 999_999, 1_000_000, 2_500_001])('%d equal bytes are compressed as zlib would', (length) => {
  const built = Buffer.alloc(length, 'a');
  const equal = new EqualBytes('a', length);
  expect(inflateRawSync(equal.deflatedRaw()).equals(built)).toBe(true);
  // Refuses a wrong checksum.
  expect(inflateSync(equal.deflated()).equals(built)).toBe(true);
  expect(equal.crc32()).toBe(crc32(built));
});
