import * as z from 'zod';
import type { TokenUsage } from '#shared/conversation.ts';
import type { ModelEvent, StopReason } from '#shared/models/model.ts';
import { failureInAnswer } from '../server/server-failure.ts';
import { ThinkSplitter } from './think-splitter.ts';
import { ToolCallAssembly, toolCallPieceSchema } from './tool-call-assembly.ts';

const count = z.int().nonnegative();
const words = z.string().nullish();

/** What is read of a chunk. Servers add fields and leave some out; only what is used must have the right form. */
const chunkSchema = z.object({
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: words,
            refusal: words,
            reasoning_content: words.catch(null),
            reasoning: words.catch(null),
            tool_calls: z.array(toolCallPieceSchema).nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.object({ prompt_tokens: count, completion_tokens: count }).nullish().catch(null),
});
type Delta = NonNullable<NonNullable<z.infer<typeof chunkSchema>['choices']>[number]['delta']>;

/** Keeps what the last event needs while the chunks of one answer go by. */
export class CompletionReader {
  #splitter = new ThinkSplitter();
  #calls = new ToolCallAssembly();
  #stopReason: StopReason | null = null;
  #usage: TokenUsage | null = null;

  /** True once the server said why it stopped: the answer is whole, whatever happens to the connection. */
  get finished(): boolean {
    return this.#stopReason !== null;
  }

  /** The events of one chunk. Throws ServerFailure when it tells of one, ZodError when it is no chunk at all. */
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

  /** What was still held back, and the end. */
  finish(): ModelEvent[] {
    return [
      ...deltas(this.#splitter.flush()),
      ...this.#calls.finish(),
      { type: 'end', stopReason: this.#whyStopped(), usage: this.#usage },
    ];
  }

  #readDelta(delta: Delta): ModelEvent[] {
    const apart = delta.reasoning_content ?? delta.reasoning ?? '';
    const split = this.#splitter.push(delta.content ?? '');
    const refusal = delta.refusal ?? '';
    return [
      ...deltas({ reasoning: apart + split.reasoning, text: split.text + refusal }),
      ...(delta.tool_calls ?? []).flatMap((piece) => this.#calls.push(piece)),
    ];
  }

  /** Several servers say `stop` where the protocol says `tool_calls`. */
  #whyStopped(): StopReason {
    const said = this.#stopReason ?? 'stop';
    return said === 'stop' && !this.#calls.empty ? 'tool-calls' : said;
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
