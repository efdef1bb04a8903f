import { TuteeError } from '#shared/errors.ts';

export function cancelled(): TuteeError {
  return new TuteeError('cancelled', 'Stopped.');
}

/** Throws `cancelled` once the signal has aborted. */
export function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled();
}

/**
 * The work, or `cancelled` as soon as the signal aborts. Work that does not listen to the signal itself is not waited
 * for: Stop is never held up by it.
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
 * The items of a stream, until the signal aborts; then `cancelled` at once, and the stream is told to end. `onBegun` is told
 * once the stream is at work on its first item; what that throws ends the stream and is thrown.
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
    // Not awaited: a stream that hangs would hold up Stop. Its own failure while ending is nobody's concern any more.
    if (!ended) void iterator.return?.().catch(() => undefined);
  }
}

function begun<T>(iterator: AsyncIterator<T>, onBegun?: () => void): Promise<IteratorResult<T>> {
  const first = iterator.next();
  if (onBegun === undefined) return first;
  // When it throws nobody waits for the first item any more.
  first.catch(() => undefined);
  onBegun();
  return first;
}
