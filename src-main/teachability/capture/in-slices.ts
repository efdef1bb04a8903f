import { runInSlices } from '#shared/sliced-task.ts';
import type { SlicedTask } from '#shared/sliced-task.ts';

/** So long one message is worked on before others have their turn, in ms. */
const SLICE = 8;

/** Runs a task to its end; whatever else waits has its turn after every few milliseconds of it. */
export function inSlices<Result>(
  task: SlicedTask<Result>,
  yieldToEventLoop: () => Promise<void> = () => Promise.resolve(),
): Promise<Result> {
  return runInSlices(task, slicesOf(yieldToEventLoop));
}

/** To be awaited after every step of a long work: lets others run when a slice is over. */
export function slicesOf(
  yieldToEventLoop: () => Promise<void> = () => Promise.resolve(),
): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < SLICE) return;
    await yieldToEventLoop();
    began = performance.now();
  };
}
