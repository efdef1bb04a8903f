import * as z from 'zod';
import { functionCallSchema } from '#shared/agents/content.ts';
import { tokenUsageSchema } from '#shared/conversation.ts';
import { gather, nothingGathered } from '#shared/models/model.ts';
import type { ChatModel, GatheredText, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import type { CacheStore } from '../ports.ts';
import { abortable } from '../run/abortable.ts';
import { isCancelled } from '../run/agent-failure.ts';
import { requestKey } from './request-key.ts';

const answerSchema = z.strictObject({
  type: z.literal('ChatCompletion'),
  version: z.literal(1),
  reasoning: z.string(),
  text: z.string(),
  calls: z.array(functionCallSchema),
  stopReason: z.enum(['stop', 'length', 'tool-calls']),
  usage: tokenUsageSchema.nullable(),
  /** The model that answered, when it was not the requested one; else null. */
  model: z.string().nullable(),
});
type KeptAnswer = z.infer<typeof answerSchema>;

export interface ChatCompletionCacheOptions {
  readonly model: ChatModel;
  readonly store: CacheStore;
  /** Distinguishes models of the same name, for example by the server's address. Default: the name alone. */
  readonly identity?: string;
  /** Called when the store fails; the model is asked then. */
  readonly onStoreFailure?: (thrown: unknown) => void;
}

/**
 * Answers repeated requests from a store. Such answers are marked `cached`: their tokens are counted but not billed. Unreadable
 * entries count as missing. Filtered, broken, empty, failed and cancelled answers are not stored.
 */
export class ChatCompletionCache implements ChatModel {
  readonly name: string;
  readonly local: boolean;
  readonly #options: ChatCompletionCacheOptions;
  readonly #identity: string;

  constructor(options: ChatCompletionCacheOptions) {
    this.name = options.model.name;
    this.local = options.model.local;
    this.#options = options;
    this.#identity = `${options.identity ?? ''} ${options.model.name}`;
  }

  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    const key = requestKey(this.#identity, request);
    const kept = await this.#find(key, signal);
    if (kept !== null) {
      yield* eventsOf(kept);
      return;
    }
    let gathered = nothingGathered;
    const calls: KeptAnswer['calls'] = [];
    for await (const event of this.#options.model.stream(request, signal)) {
      gathered = gather(gathered, event);
      if (event.type === 'tool-call-end') calls.push(event.call);
      // Stored before the end event is passed on: a reader that repeats the request at once finds the answer.
      if (event.type === 'end') await this.#keep(key, { ...gathered, calls }, event, signal);
      yield event;
    }
  }

  async #find(key: string, signal: AbortSignal): Promise<KeptAnswer | null> {
    try {
      const { store } = this.#options;
      const kept = await abortable(Promise.resolve(store.get(key)), signal);
      return answerSchema.safeParse(kept === null ? null : JSON.parse(kept)).data ?? null;
    } catch (thrown) {
      if (isCancelled(thrown)) throw thrown;
      if (!(thrown instanceof SyntaxError)) this.#options.onStoreFailure?.(thrown);
      return null;
    }
  }

  async #keep(
    key: string,
    answer: GatheredText & Pick<KeptAnswer, 'calls'>,
    end: Extract<ModelEvent, { type: 'end' }>,
    signal: AbortSignal,
  ): Promise<void> {
    const empty = answer.text === '' && answer.calls.length === 0;
    const { stopReason, usage, model = null } = end;
    if (stopReason === 'filtered' || stopReason === 'repetition' || stopReason === 'unclear' || empty) return;
    const kept: KeptAnswer = { type: 'ChatCompletion', version: 1, ...answer, stopReason, usage, model };
    try {
      await abortable(Promise.resolve(this.#options.store.set(key, JSON.stringify(kept))), signal);
    } catch (thrown) {
      if (isCancelled(thrown)) throw thrown;
      this.#options.onStoreFailure?.(thrown);
    }
  }
}

function* eventsOf({ reasoning, text, calls, stopReason, usage, model }: KeptAnswer): Generator<ModelEvent> {
  if (reasoning !== '') yield { type: 'reasoning-delta', text: reasoning };
  if (text !== '') yield { type: 'text-delta', text };
  for (const call of calls) {
    yield {
      type: 'tool-call-delta',
      callId: call.id,
      name: call.name,
      argumentsText: call.arguments,
    };
    yield { type: 'tool-call-end', call };
  }
  yield { type: 'end', stopReason, usage, cached: true, ...(model !== null && { model }) };
}
