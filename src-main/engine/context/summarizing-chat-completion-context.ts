import * as z from 'zod';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { modelMessageSchema, modelMessageText, modelMessageTokens } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { askModel } from '../agents/ask-model.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import type { ChatCompletionContext } from './chat-completion-context.ts';
import { dropOrphans } from './drop-orphans.ts';
import { checkedInteger } from '../run/checked-integer.ts';
import { recordComponent } from '../run/component-record.ts';

export interface SummarizingOptions {
  readonly modelClient: ChatModel;
  /** Older messages are summarised when the history exceeds this estimated number of tokens. */
  readonly tokenLimit: number;
  /** How many of the last messages are never summarised; default 6. */
  readonly keepLast?: number;
  /** Source of the UsageEvents for summaries: the agent's name. */
  readonly source: string;
  readonly summaryPrompt?: string;
}

const PROMPT =
  'Summarise the conversation below for somebody who goes on with it. Keep names, numbers, decisions, results of tools and what is still to be done. Answer with the summary alone.';
const INTRODUCTION = 'Summary of what was said before:';

const stateSchema = z.strictObject({
  type: z.literal('SummarizingChatCompletionContextState'),
  version: z.literal(1),
  messages: z.array(modelMessageSchema),
  summarised: z.int().nonnegative(),
  summary: z.string(),
});

/**
 * A request contains a summary of the older messages and the last messages unchanged. All messages are stored. A summary is
 * extended from the previous one and the messages after it.
 */
export class SummarizingChatCompletionContext implements ChatCompletionContext {
  readonly #options: SummarizingOptions;
  readonly #keepLast: number;
  #messages: ModelMessage[] = [];
  /** How many messages, from the first, the summary covers. */
  #summarised = 0;
  #summary = '';

  constructor(options: SummarizingOptions) {
    this.#options = options;
    this.#keepLast = checkedInteger(options.keepLast ?? 6, 1, 'keepLast');
    checkedInteger(options.tokenLimit, 1, 'tokenLimit');
    const { modelClient: model, ...rest } = options;
    recordComponent(this, SummarizingChatCompletionContext, 'SummarizingChatCompletionContext', {
      ...rest,
      model,
    });
  }

  add(message: ModelMessage): void {
    this.#messages.push(message);
  }

  /** Throws a model error when a due summary fails; the next request tries again. */
  async *messages(run: RunContext): AsyncGenerator<AgentMessage, readonly ModelMessage[]> {
    const until = this.#summaryEnd();
    if (this.#tokens() > this.#options.tokenLimit && until > this.#summarised) {
      yield* this.#summarise(until, run);
    }
    return dropOrphans(this.#shown());
  }

  /** Where the summary would end: never between tool calls and their results. */
  #summaryEnd(): number {
    let until = this.#messages.length - this.#keepLast;
    while (this.#messages[until]?.role === 'tool') until -= 1;
    return until;
  }

  #tokens(): number {
    return this.#shown().reduce((sum, message) => sum + modelMessageTokens(message), 0);
  }

  #shown(): ModelMessage[] {
    const rest = this.#messages.slice(this.#summarised);
    if (this.#summarised === 0) return rest;
    return [{ role: 'user', content: `${INTRODUCTION}\n${this.#summary}` }, ...rest];
  }

  async *#summarise(until: number, run: RunContext): AsyncGenerator<AgentMessage, void> {
    const { modelClient: model, source, summaryPrompt = PROMPT } = this.#options;
    const before = this.#summarised === 0 ? [] : [`${INTRODUCTION}\n${this.#summary}`];
    const said = [...before, ...this.#messages.slice(this.#summarised, until).map(transcriptLine)].join(
      '\n\n',
    );
    const request = { messages: [{ role: 'user' as const, content: `${summaryPrompt}\n\n${said}` }] };
    const answer = yield* askModel({ model, request, source, stream: false }, run);
    this.#summary = answer.text;
    this.#summarised = until;
    yield stamp(run, { type: 'UsageEvent', source, purpose: 'summary', modelsUsage: answer.usage });
  }

  clear(): void {
    this.#messages = [];
    this.#summarised = 0;
    this.#summary = '';
  }

  saveState(): unknown {
    return {
      type: 'SummarizingChatCompletionContextState',
      version: 1,
      messages: this.#messages.slice(),
      summarised: this.#summarised,
      summary: this.#summary,
    };
  }

  loadState(state: unknown): void {
    const read = readState(stateSchema, state, 'a summarising model context');
    this.#messages = read.messages;
    this.#summarised = Math.min(read.summarised, read.messages.length);
    this.#summary = read.summary;
  }
}

function transcriptLine(message: ModelMessage): string {
  const speaker = (message.role === 'user' ? message.name : undefined) ?? message.role;
  const calls = message.role === 'assistant' ? (message.toolCalls ?? []) : [];
  const called = calls.map(({ name, arguments: given }) => `\n[calls ${name} ${given}]`).join('');
  return `${speaker}: ${modelMessageText(message)}${called}`;
}
