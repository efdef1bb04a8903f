import type { RunSpan, SpanAttributes, SpanStart } from '../ports.ts';
import type { RunContext } from '../run/run-context.ts';

/**
 * Does a part of a run within a span, if the run is traced. The part gets a context whose spans are children of this one. A reader who leaves
 * ends the span as cancelled.
 * @param result attributes of what came of it.
 */
export async function* traced<Item, Result>(
  run: RunContext,
  start: () => SpanStart,
  work: (run: RunContext) => AsyncGenerator<Item, Result>,
  result: (value: Result) => SpanAttributes = () => ({}),
): AsyncGenerator<Item, Result> {
  if (run.tracer === undefined) return yield* work(run);
  const span = run.tracer.start(start());
  let isOpen = true;
  const end: RunSpan['end'] = (attributes, thrown) => {
    if (isOpen) span.end(attributes, thrown);
    isOpen = false;
  };
  try {
    const value = yield* work({ ...run, tracer: span.inside });
    end(result(value));
    return value;
  } catch (thrown) {
    end({}, thrown);
    throw thrown;
  } finally {
    end({ 'error.type': 'cancelled' });
  }
}
