import * as z from 'zod';
import type { TokenUsage } from '#shared/conversation.ts';
import type { ModelEvent, StopReason } from '#shared/models/model.ts';
import { failureInAnswer } from '../server/server-failure.ts';
import { ThinkSplitter } from './think-splitter.ts';
import { ToolCallAccumulator, toolCallDeltaSchema } from './tool-call-accumulator.ts';

const count = z.int().nonnegative();
const optionalText = z.string().nullish();

/** The parts of a chunk that are read. Servers add fields and omit others; only what is used must be valid. */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: optionalText,
            refusal: optionalText,
            reasoning_content: optionalText.catch(null),
            reasoning: optionalText.catch(null),
            tool_calls: z.array(toolCallDeltaSchema).nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
});
type Delta = NonNullable<NonNullable<z.infer<typeof chunkSchema>['choices']>[number]['delta']>;

/** Reads the chunks of one answer and collects what the last event needs. */
export class CompletionReader {
  #splitter = new ThinkSplitter();
  #calls = new ToolCallAccumulator();
  #stopReason: StopReason | null = null;
  #usage: TokenUsage | null = null;

  /** True once the server sent a finish reason: the answer is complete, whatever happens to the connection. */
  get finished(): boolean {
    return this.#stopReason !== null;
  }

  /** The events of one chunk. Throws ServerFailure for an error in it, ZodError when it is no chunk. */
  read(chunk: unknown): ModelEvent[] {
    const failure = failureInAnswer(chunk);
    if (failure !== null) throw failure;
    const { choices, usage } = chunkSchema.parse(chunk);
    if (usage) this.#usage = { promptTokens: usage.prompt_tokens, completionTokens: usage.completion_tokens };
    const choice = choices?.[0];
    if (choice === undefined) return [];
    const events = choice.delta ? this.#readDelta(choice.delta) : [];
    if (choice.finish_reason) this.#stopReason = stopReason(choice.finish_reason);
    return events;
  }

  /** The events still held back, and the end event. */
  finish(): ModelEvent[] {
    return [
      ...deltas(this.#splitter.flush()),
      ...this.#calls.finish(),
      { type: 'end', stopReason: this.#whyStopped(), usage: this.#usage },
    ];
  }

  #readDelta(delta: Delta): ModelEvent[] {
    const separateReasoning = delta.reasoning_content ?? delta.reasoning ?? '';
    const split = this.#splitter.push(delta.content ?? '');
    const refusal = delta.refusal ?? '';
    return [
      ...deltas({ reasoning: separateReasoning + split.reasoning, text: split.text + refusal }),
      ...(delta.tool_calls ?? []).flatMap((call) => this.#calls.push(call)),
    ];
  }

  /** Several servers send `stop` instead of `tool_calls`. */
  #whyStopped(): StopReason {
    const reason = this.#stopReason ?? 'stop';
    return reason === 'stop' && !this.#calls.empty ? 'tool-calls' : reason;
  }
}

function deltas({ reasoning, text }: { reasoning: string; text: string }): ModelEvent[] {
  const events: ModelEvent[] = [];
  if (reasoning !== '') events.push({ type: 'reasoning-delta', text: reasoning });
  if (text !== '') events.push({ type: 'text-delta', text });
  return events;
}

function stopReason(reason: string): StopReason {
  if (reason === 'length' || reason === 'max_tokens') return 'length';
  return reason === 'content_filter' ? 'filtered' : 'stop';
}
