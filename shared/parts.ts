/** Work in parts of a few milliseconds each: yields where somebody else may have a turn; returns its result. */
export type Parts<T> = Generator<void, T, void>;

/** Where nobody else waits. */
export function atOnce<T>(parts: Parts<T>): T {
  for (;;) {
    const step = parts.next();
    if (step.done === true) return step.value;
  }
}

/** With a turn for others between two parts. */
export async function inRounds<T>(parts: Parts<T>, nextRound: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = parts.next();
    if (step.done === true) return step.value;
    await nextRound();
  }
}
