import { toErrorData } from '#shared/errors.ts';
import type { ErrorData } from '#shared/errors.ts';
import { gather, nothingGathered } from '#shared/models/model.ts';
import type { ModelEvent } from '#shared/models/model.ts';

export interface Collected {
  readonly text: string;
  readonly reasoning: string;
  readonly events: readonly ModelEvent[];
  /** The last event; null when the stream failed. */
  readonly end: Extract<ModelEvent, { type: 'end' }> | null;
  readonly error: ErrorData | null;
}

/** Reads a model's stream to its end or failure. `onEvent` sees each event as it arrives. */
export async function collectEvents(
  stream: AsyncIterable<ModelEvent>,
  onEvent: (event: ModelEvent) => void = () => undefined,
): Promise<Collected> {
  const events: ModelEvent[] = [];
  let error: ErrorData | null = null;
  try {
    for await (const event of stream) {
      events.push(event);
      onEvent(event);
    }
  } catch (thrown) {
    error = toErrorData(thrown);
  }
  const end = events.find((event) => event.type === 'end') ?? null;
  return { ...events.reduce(gather, nothingGathered), events, end, error };
}
