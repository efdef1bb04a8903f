import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { TuteeError } from '#shared/errors.ts';
import type { ModelEvent, ModelRequest } from '#shared/models/model.ts';
import type { NativeProtocol } from '#shared/models/provider.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import type { RequestFeatures } from '../chat-models/request-features.ts';
import { standardLimits } from '../chat-models/parsing/stream-limits.ts';
import type { StreamLimits } from '../chat-models/parsing/stream-limits.ts';
import type { Watchdog } from '../chat-models/watchdog.ts';
import type { Wire, WireAnswer } from '../chat-models/wire.ts';
import type { ModelServer } from '../server/model-server.ts';
import { senderTo } from '../server/openai-client.ts';
import { nativeServer } from '../server/protocol.ts';
import { findServerFailure } from '../server/server-failure.ts';
import { nativeCall } from './native-call.ts';
import { NativeReader } from './native-reader.ts';
import { NativeStream } from './native-stream.ts';
import { openModel } from './open-model.ts';

export interface NativeWireOptions {
  readonly protocol: NativeProtocol;
  readonly server: ModelServer;
  readonly model: string;
  readonly limits?: StreamLimits;
  /** Whether the model is known to reason. */
  readonly thinks?: () => boolean;
}

/** Anthropic's Messages or Google's Gemini API, through the AI SDK's providers. */
export class NativeWire implements Wire {
  readonly #options: NativeWireOptions;

  constructor(options: NativeWireOptions) {
    this.#options = options;
  }

  ask(request: ModelRequest, features: RequestFeatures): WireAnswer {
    return new NativeAnswer(this.#options, request, features);
  }
}

class NativeAnswer implements WireAnswer {
  readonly sawDone = false;
  readonly #options: NativeWireOptions;
  readonly #server: ModelServer;
  readonly #request: ModelRequest;
  readonly #features: RequestFeatures;
  readonly #reader = new NativeReader();
  readonly #stream: NativeStream;

  constructor(options: NativeWireOptions, request: ModelRequest, features: RequestFeatures) {
    const { protocol, server, model, limits = standardLimits } = options;
    this.#options = options;
    this.#server = nativeServer(server, protocol);
    this.#request = request;
    this.#features = features;
    this.#stream = new NativeStream({ server: this.#server, model }, limits);
  }

  get finished(): boolean {
    return this.#stream.finished && !this.#reader.failed;
  }

  get sawAnswer(): boolean {
    return this.#stream.sawAnswer;
  }

  get torn(): string | null {
    return this.#stream.torn;
  }

  get beginning(): string {
    return this.#stream.beginning;
  }

  async *values(watchdog: Watchdog): AsyncGenerator {
    const { protocol, model, thinks } = this.#options;
    const send = await senderTo(this.#server);
    // The library hides why a request could not be sent.
    let failed: unknown = null;
    const opened = await openModel(protocol, this.#server, model, async (input, init) => {
      try {
        return this.#stream.filtered(await send(input, init), watchdog);
      } catch (thrown) {
        failed = thrown;
        throw thrown;
      }
    });
    const call = nativeCall(protocol, this.#request, this.#features, thinks?.() ?? false);
    try {
      const { stream } = await opened.doStream({ ...call, abortSignal: watchdog.controller.signal });
      yield* stream;
      if (this.#stream.failure !== null) throw this.#stream.failure;
    } catch (thrown) {
      throw failed ?? knownIn(thrown);
    }
  }

  read(value: unknown): ModelEvent[] {
    return this.#reader.read(value as LanguageModelV4StreamPart);
  }

  rest(): ModelEvent[] {
    return [];
  }

  finish(isClear: boolean): ModelEvent[] {
    return this.#reader.finish(isClear);
  }

  endAs(stopReason: StopReason): ModelEvent[] {
    return [this.#reader.end(stopReason)];
  }
}

const MAX_DEPTH = 6;

/** Our own failure that the library wrapped; what it threw if there is none. */
function knownIn(thrown: unknown): unknown {
  let current = thrown;
  for (let depth = 0; depth < MAX_DEPTH && current instanceof Error; depth += 1) {
    if (current instanceof TuteeError) return current;
    current = current.cause;
  }
  return findServerFailure(thrown) ?? thrown;
}
