import { toErrorData } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { requestAsJson } from './model-recording.ts';
import type { Exchange, ModelRecording } from './model-recording.ts';

/**
 * Passes everything on and keeps a copy of it, for a ReplayChatModel. Failures are kept as well; what was cancelled or left
 * unread is not, since nobody knows how it would have ended. Requests may hold what people wrote: so does the recording.
 */
export class RecordingChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly #model: ChatModel;
  /** In the order of asking; null while it is under way, or when it was not heard to its end. */
  readonly #exchanges: (Exchange | null)[] = [];

  constructor(model: ChatModel) {
    this.name = model.name;
    this.local = model.local;
    this.#model = model;
  }

  /** What was asked and answered up to now, as one JSON value. */
  get recording(): ModelRecording {
    const exchanges = this.#exchanges.filter((exchange) => exchange !== null);
    return { type: 'ModelRecording', version: 1, model: this.name, local: this.local, exchanges };
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const at = this.#exchanges.push(null) - 1;
    const asked = requestAsJson(request);
    const events: ModelEvent[] = [];
    const keep = (error: Exchange['error']) => {
      this.#exchanges[at] = structuredClone({ request: asked, events, error }) as Exchange;
    };
    try {
      for await (const event of this.#model.stream(request, signal)) {
        events.push(event);
        // Before it is passed on: who has the end reads no further.
        if (event.type === 'end') keep(null);
        yield event;
      }
    } catch (thrown) {
      const error = toErrorData(thrown);
      if (error.code !== 'cancelled' && !signal.aborted) keep(error);
      throw thrown;
    }
  }
}
