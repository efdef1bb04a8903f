/**
 * Cooperative scheduling of long work on the main thread. Owns the queue of tasks that wait to continue; knows nothing of what
 * they do. One waiting task continues per iteration of the event loop, first come, first served, so that several long
 * tasks at once take longer but never add up to a block that a user would feel.
 */
const waiting: (() => void)[] = [];

/** Resolves in a later iteration of the event loop, in which no other task that waits here continues. */
export function yieldToEventLoop(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.push(resolve);
  if (waiting.length === 1) setImmediate(continueOne);
  return promise;
}

function continueOne(): void {
  waiting.shift()?.();
  // The task that continues now may yield again in this same iteration; it then queues behind the others.
  if (waiting.length > 0) setImmediate(continueOne);
}
