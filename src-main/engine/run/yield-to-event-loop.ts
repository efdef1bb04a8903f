/** How long a run may have the loop to itself, in ms. */
const LONGEST = 20;

/**
 * Gives everything else its turn now and then. A run in which nobody waits for anything, such as one whose answers are all
 * kept from before, would otherwise hold up its whole program, and nothing could stop it. Null: it is not time yet.
 */
export function yieldToEventLoop(): () => Promise<void> | null {
  let last = performance.now();
  return () => {
    if (performance.now() - last < LONGEST) return null;
    return new Promise((resolve) => {
      setImmediate(() => {
        last = performance.now();
        resolve();
      });
    });
  };
}
