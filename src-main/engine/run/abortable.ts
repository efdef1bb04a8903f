import { TuteeError } from '#shared/errors.ts';

export function cancelled(): TuteeError {
  return new TuteeError('cancelled', 'Stopped.');
}

/** Throws `cancelled` once the signal has aborted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/**
 * Resolves with the work, or rejects with `cancelled` as soon as the signal aborts, without waiting for work that ignores the
 * signal.
 */
export function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(cancelled());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const settle = () => signal.removeEventListener('abort', stop);
    work.then(resolve, reject).finally(settle);
  });
}

/**
 * Yields the items of a stream. When the signal aborts, throws `cancelled` at once and ends the stream. `onBegun` is called once,
 * when the first item has been requested; an error it throws ends the stream and is rethrown.
 */
export async function* abortableStream<T>(
  items: AsyncIterable<T>,
  signal: AbortSignal,
  onBegun?: () => void,
): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  let ended = false;
  try {
    for (let next = begun(iterator, onBegun); ; next = iterator.next()) {
      const step = await abortable(next, signal);
      if (step.done === true) {
        ended = true;
        return;
      }
      yield step.value;
    }
  } finally {
    // Not awaited, because a hanging stream would block cancellation. Its failure while ending is ignored.
    if (!ended) void iterator.return?.().catch(() => undefined);
  }
}

function begun<T>(iterator: AsyncIterator<T>, onBegun?: () => void): Promise<IteratorResult<T>> {
  const first = iterator.next();
  if (onBegun === undefined) return first;
  // If onBegun throws, nobody awaits the first item: avoid an unhandled rejection.
  first.catch(() => undefined);
  onBegun();
  return first;
}
