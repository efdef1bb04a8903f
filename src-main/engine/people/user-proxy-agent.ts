import * as z from 'zod';
import { userInputRequestedEventSchema } from '#shared/agents/agent-events.ts';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { assertNever } from '#shared/errors.ts';
import { checkedAgentName } from '../agents/agent-name.ts';
import { BaseChatAgent } from '../agents/base-chat-agent.ts';
import type { Response } from '../agents/response.ts';
import type { UserInput } from '../ports.ts';
import { replyOnce } from '../durability/journaled-steps.ts';
import { checkedOptions, checkedPart } from '../run/checked-input.ts';
import { collectFaults } from '../run/collect-faults.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { withTimeout } from '../run/with-timeout.ts';
import { BY_PERSON } from './message-author.ts';
import { ReplyRules } from './reply-rules.ts';
import type { ReplyRuleOptions } from './reply-rules.ts';
import { recordComponent } from '../run/component-record.ts';

export interface UserProxyAgentOptions extends ReplyRuleOptions {
  readonly name: string;
  readonly userInput: UserInput;
  readonly description?: string;
  /** The prompt shown to the person. */
  readonly prompt?: string;
  /** The automatic reply for an empty answer. */
  readonly defaultAutoReply?: string;
  /** Milliseconds that the person has for an answer. Default: no limit. */
  readonly timeoutMs?: number;
  /** After the timeout: `later` (default) ends the run as `waiting`, `auto-reply` continues without the person. */
  readonly onTimeout?: 'later' | 'auto-reply';
}

/** The answer that ends the chat. */
const EXIT = 'exit';

const pendingSchema = z.strictObject({
  request: userInputRequestedEventSchema,
  /** The agent that handed over to the person, to which the answer hands back; null when nobody did. */
  replyTo: z.string().nullable(),
  ending: z.boolean(),
});
type Pending = z.infer<typeof pendingSchema>;

const stateSchema = z.strictObject({
  type: z.literal('UserProxyAgentState'),
  version: z.literal(1),
  autoReplies: z.int().nonnegative(),
  pending: pendingSchema.nullable(),
  answer: chatMessageSchema.exactOptional(),
});

/**
 * Speaks for a person. An open request is part of its state, so that after a restart the same request, with the same id, is asked
 * again. An empty answer becomes the automatic reply, or ends a chat that would end anyway; “exit” ends the chat. The chat ends
 * with a StopMessage.
 */
export class UserProxyAgent extends BaseChatAgent {
  readonly isPerson: boolean;
  readonly #options: UserProxyAgentOptions;
  readonly #rules: ReplyRules;
  #autoReplies = 0;
  #pending: Pending | null = null;
  /** What the person said, and the team has not stored yet: beside other speakers a run can stop there. */
  #answer: ChatMessage | null = null;

  /** Throws `invalid_input` that names the invalid fields. */
  constructor(options: UserProxyAgentOptions) {
    checkedOptions(options, 'new UserProxyAgent({ name, userInput })');
    const [name, rules] = collectFaults(
      () => checkedAgentName(options.name),
      () => new ReplyRules(options),
      () =>
        checkedPart(options.userInput, 'userInput', ['ask'], 'who asks the person, such as InputRequests'),
    );
    super(name, options.description ?? 'A person.');
    this.#options = options;
    this.#rules = rules;
    this.isPerson = rules.mode !== 'NEVER';
    recordComponent(this, UserProxyAgent, 'UserProxyAgent', options);
  }

  protected override async *onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    if (run.continues === true && this.#answer !== null) return { type: 'message', message: this.#answer };
    this.#answer = null;
    if (this.#pending === null) {
      const heard = messages.at(-1);
      const rule = this.#rules.next(heard, this.#autoReplies);
      switch (rule.type) {
        case 'stop':
          return this.#stop(run);
        case 'auto-reply':
          return this.#autoReply(heard, run);
        case 'ask':
          this.#pending = this.#request(heard, rule.ending, run);
          break;
        default:
          return assertNever(rule);
      }
    }
    return yield* this.#ask(this.#pending, run);
  }

  async *#ask(pending: Pending, run: RunContext): AsyncGenerator<AgentMessage, Response> {
    const { request, replyTo, ending } = pending;
    yield request;
    const { userInput, timeoutMs, onTimeout = 'later' } = this.#options;
    const late = { type: 'timeout' } as const;
    const reply = await replyOnce(run, request, () =>
      withTimeout(timeoutMs, late, run.signal, (signal) => userInput.ask(request, signal)),
    );
    if (reply.type === 'later' || (reply.type === 'timeout' && onTimeout === 'later')) {
      return { type: 'waiting', requests: [request] };
    }
    this.#pending = null;
    const text = reply.type === 'message' ? reply.text : '';
    if (text.trim().toLowerCase() === EXIT || (text.trim() === '' && ending)) return this.#stop(run);
    if (text.trim() === '') return this.#say(this.#autoReplyText(), replyTo, run);
    this.#autoReplies = 0;
    const handTo = reply.type === 'message' ? reply.handTo : undefined;
    return this.#say(text, handTo ?? replyTo, run, { ...BY_PERSON });
  }

  #request(heard: ChatMessage | undefined, ending: boolean, run: RunContext): Pending {
    const { prompt = 'What do you want to say?' } = this.#options;
    const request = stamp(run, {
      type: 'UserInputRequestedEvent',
      source: this.name,
      requestId: run.newId(),
      purpose: 'answer',
      prompt,
      toolCall: null,
      choices: [],
    });
    return { request, replyTo: this.#handedOverBy(heard), ending };
  }

  #handedOverBy(heard: ChatMessage | undefined): string | null {
    return heard?.type === 'HandoffMessage' && heard.target === this.name ? heard.source : null;
  }

  #autoReply(heard: ChatMessage | undefined, run: RunContext): Response {
    return this.#say(this.#autoReplyText(), this.#handedOverBy(heard), run);
  }

  /** The automatic reply; counts it. */
  #autoReplyText(): string {
    this.#autoReplies += 1;
    return this.#options.defaultAutoReply ?? 'Go on.';
  }

  #say(
    content: string,
    replyTo: string | null,
    run: RunContext,
    metadata: Record<string, string> = {},
  ): Response {
    const source = this.name;
    const message: ChatMessage =
      replyTo === null
        ? stamp(run, { type: 'TextMessage', source, content, metadata })
        : stamp(run, { type: 'HandoffMessage', source, target: replyTo, content, context: [], metadata });
    return this.#answered(message);
  }

  #stop(run: RunContext): Response {
    this.#autoReplies = 0;
    const content = `${this.name} ended the chat.`;
    return this.#answered(stamp(run, { type: 'StopMessage', source: this.name, content }));
  }

  /** In the same moment in which the request is closed, so that no state is without both. */
  #answered(message: ChatMessage): Response {
    this.#answer = message;
    return { type: 'message', message };
  }

  protected override onAnswerKept(): void {
    this.#answer = null;
  }

  protected override save(): unknown {
    return {
      type: 'UserProxyAgentState',
      version: 1,
      autoReplies: this.#autoReplies,
      pending: structuredClone(this.#pending),
      ...(this.#answer !== null && { answer: this.#answer }),
    };
  }

  protected override load(state: unknown): void {
    const read = readState(stateSchema, state, `the person “${this.name}”`);
    this.#autoReplies = read.autoReplies;
    this.#pending = read.pending;
    this.#answer = read.answer ?? null;
  }

  protected override forget(): void {
    this.#autoReplies = 0;
    this.#pending = null;
    this.#answer = null;
  }
}
