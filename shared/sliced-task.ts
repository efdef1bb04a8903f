/** Cooperative scheduling: a task that yields after every few milliseconds of work, so that its caller can let others run. */
export type SlicedTask<T> = Generator<void, T, void>;

/** Runs a task to its end without a pause. */
export function runSync<T>(task: SlicedTask<T>): T {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
  }
}

/** Runs a task slice by slice and awaits `yieldToEventLoop` between two slices. */
export async function runInSlices<T>(task: SlicedTask<T>, yieldToEventLoop: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
    await yieldToEventLoop();
  }
}
