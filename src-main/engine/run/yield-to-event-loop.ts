/** Milliseconds that a run may block the event loop. */
const MAX_BLOCK_MS = 20;

/**
 * Returns a function that yields to the event loop when MAX_BLOCK_MS has passed since the last yield, and returns null otherwise. A run
 * without any I/O, such as one answered from the cache, would otherwise block the program and could not be cancelled.
 */
export function yieldToEventLoop(): () => Promise<void> | null {
  let last = performance.now();
  return () => {
    if (performance.now() - last < MAX_BLOCK_MS) return null;
    return new Promise((resolve) => {
      setImmediate(() => {
        last = performance.now();
        resolve();
      });
    });
  };
}
