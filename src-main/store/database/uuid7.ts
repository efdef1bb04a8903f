import { randomFillSync } from 'node:crypto';

let lastTime = 0;
let counter = 0;

/** A fresh counter starts in the lower half of its range, which leaves room to count up within a busy millisecond. */
const freshCounterRange = 0x800;
const counterRange = 0x1000;

/**
 * A UUID version 7 (RFC 9562, 5.7; method 1 of 6.2: a counter in rand_a). Ids from one process sort in creation order,
 * also within a millisecond and when the clock is set back.
 */
export function uuid7(now: number = Date.now()): string {
  const random = randomFillSync(new Uint8Array(10));
  const fresh = (((random[0] ?? 0) << 8) | (random[1] ?? 0)) % freshCounterRange;
  if (now > lastTime) {
    lastTime = now;
    counter = fresh;
  } else {
    counter += 1;
    if (counter === counterRange) {
      lastTime += 1;
      counter = fresh;
    }
  }
  const time = lastTime.toString(16).padStart(12, '0');
  const variant = (0x80 | ((random[2] ?? 0) & 0x3f)).toString(16);
  const rest = Buffer.from(random.subarray(3)).toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variant}${rest.slice(0, 2)}-${rest.slice(2)}`;
}
