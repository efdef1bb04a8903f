/**
 * Turns of the main loop for long work. Whoever works in parts of a few milliseconds waits here between two of them, and each round
 * of the loop lets one of those who wait go on, in the order they came: several at work together take longer, but what they do in one
 * round never adds up to a pause that somebody would feel.
 */
const waiting: (() => void)[] = [];

/** Resolves in a later round of the loop, in which nobody else who asked here goes on. */
export function nextRound(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.push(resolve);
  if (waiting.length === 1) setImmediate(letOneGo);
  return promise;
}

function letOneGo(): void {
  waiting.shift()?.();
  // Whatever goes on now may ask again in this very round, and then is behind the others.
  if (waiting.length > 0) setImmediate(letOneGo);
}
