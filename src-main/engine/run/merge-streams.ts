import type { RunContext } from './run-context.ts';

type Stream<Item, Result> = AsyncGenerator<Item, Result>;

type Settled<Item, Result> =
  | { readonly at: number; readonly ok: true; readonly step: IteratorResult<Item, Result> }
  | { readonly at: number; readonly ok: false; readonly reason: unknown };

/**
 * Opens a stream for each source, runs them concurrently and yields items as they arrive. Returns the results in the order of the
 * sources. The first failure aborts the other streams through a signal of this group. It is thrown when all streams have ended and
 * their remaining items were yielded, so that nothing keeps working unseen and no participant stores a message that readers
 * never saw.
 */
export async function* mergeStreams<Source, Item, Result>(
  sources: readonly Source[],
  run: RunContext,
  open: (source: Source, run: RunContext) => Stream<Item, Result>,
): AsyncGenerator<Item, Result[]> {
  const [only] = sources;
  if (only !== undefined && sources.length === 1) return [yield* open(only, run)];
  const group = new AbortController();
  const inGroup = { ...run, signal: AbortSignal.any([run.signal, group.signal]) };
  const streams = sources.map((source) => open(source, inGroup));
  const results = new Map<number, Result>();
  const steps = new Map<number, Promise<Settled<Item, Result>>>();
  let failure: { readonly reason: unknown } | null = null;
  for (const [at, stream] of streams.entries()) steps.set(at, settle(at, stream));
  try {
    while (steps.size > 0) {
      const settled = await Promise.race(steps.values());
      const stream = streams[settled.at];
      steps.delete(settled.at);
      if (!settled.ok) {
        failure ??= settled;
        group.abort();
      } else if (settled.step.done === true) {
        results.set(settled.at, settled.step.value);
      } else if (stream !== undefined) {
        yield settled.step.value;
        steps.set(settled.at, settle(settled.at, stream));
      }
    }
    if (failure !== null) throw failure.reason;
  } finally {
    group.abort();
    await Promise.allSettled(streams.map((stream) => stream.return(undefined as never)));
  }
  return streams.flatMap((_, at) => (results.has(at) ? [results.get(at) as Result] : []));
}

async function settle<Item, Result>(
  at: number,
  stream: Stream<Item, Result>,
): Promise<Settled<Item, Result>> {
  try {
    return { at, ok: true, step: await stream.next() };
  } catch (reason) {
    return { at, ok: false, reason };
  }
}
