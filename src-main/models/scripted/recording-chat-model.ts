import { toErrorData } from '#shared/errors.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import { requestAsJson } from './model-recording.ts';
import type { Exchange, ModelRecording } from './model-recording.ts';

/**
 * Forwards everything and records it for a ReplayChatModel, failures included. Cancelled or unfinished requests are not
 * recorded, since their outcome is unknown. Requests may contain what users wrote, and so does the recording.
 */
export class RecordingChatModel implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly #model: ChatModel;
  /** In the order of the requests; null while a request runs, or when it was not read to its end. */
  readonly #exchanges: (Exchange | null)[] = [];

  constructor(model: ChatModel) {
    this.name = model.name;
    this.local = model.local;
    this.#model = model;
  }

  /** The recording so far, as a JSON value. */
  get recording(): ModelRecording {
    const exchanges = this.#exchanges.filter((exchange) => exchange !== null);
    return { type: 'ModelRecording', version: 1, model: this.name, local: this.local, exchanges };
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const at = this.#exchanges.push(null) - 1;
    const recordedRequest = requestAsJson(request);
    const events: ModelEvent[] = [];
    const keep = (error: Exchange['error']) => {
      this.#exchanges[at] = structuredClone({ request: recordedRequest, events, error }) as Exchange;
    };
    try {
      for await (const event of this.#model.stream(request, signal)) {
        events.push(event);
        // Record before yielding: a consumer may stop reading after the end event.
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
