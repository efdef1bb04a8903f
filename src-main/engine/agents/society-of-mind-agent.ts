import * as z from 'zod';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { modelMessageText } from '#shared/models/model-message.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { ChatCompletionContext } from '../context/chat-completion-context.ts';
import { toModelMessages } from '../context/to-model-messages.ts';
import { UnboundedChatCompletionContext } from '../context/unbounded-chat-completion-context.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { takeTurn } from '../run/stream-task.ts';
import { withoutInjectedMessages } from '../run/without-injected-messages.ts';
import { askModel } from './ask-model.ts';
import { BaseChatAgent } from './base-chat-agent.ts';
import type { Response } from './response.ts';
import type { Participant, Turn } from './participant.ts';
import { requestPrefix } from './request-prefix.ts';
import { recordComponent } from '../run/component-record.ts';

export interface SocietyOfMindAgentOptions {
  readonly name: string;
  /** Discusses each answer: usually a team. It must not be used anywhere else. */
  readonly team: Participant;
  /** Writes one answer from the team's discussion. */
  readonly modelClient: ChatModel;
  readonly description?: string;
  /** Prompts before and after the team's conversation. */
  readonly instruction?: string;
  readonly responsePrompt?: string;
  /** Which earlier turns the team sees. */
  readonly modelContext?: ChatCompletionContext;
  readonly modelClientStream?: boolean;
}

const INSTRUCTION =
  'You and your team were given a request and worked on it. This is the request, and what the team said about it.';
const RESPONSE_PROMPT =
  'Now answer the request yourself, so that the answer stands alone. Do not mention the team or its discussion.';
const NOTHING_SAID = 'No response.';

const stateSchema = z.strictObject({
  type: z.literal('SocietyOfMindAgentState'),
  version: z.literal(1),
  team: z.json(),
  modelContext: z.json(),
  unheard: z.array(chatMessageSchema),
  thought: z
    .strictObject({
      request: z.array(chatMessageSchema),
      said: z.array(chatMessageSchema),
      finished: z.boolean(),
    })
    .nullable(),
});

type Thought = NonNullable<z.infer<typeof stateSchema>['thought']>;

/**
 * Answers on behalf of a team: the team discusses, a model writes one answer from the discussion, and the team is reset for the
 * next request. The discussion is streamed, but other participants receive only the answer.
 */
export class SocietyOfMindAgent extends BaseChatAgent {
  readonly #options: SocietyOfMindAgentOptions;
  /** Earlier requests and answers. */
  readonly #context: ChatCompletionContext;
  /** Received messages that the team has not seen. */
  #unheard: ChatMessage[] = [];
  /** The answer in progress: the messages given to the team and, once it has finished, its discussion. */
  #thought: Thought | null = null;

  constructor(options: SocietyOfMindAgentOptions) {
    super(options.name, options.description ?? 'An agent that has a team think before it answers.');
    this.#options = options;
    this.#context = options.modelContext ?? new UnboundedChatCompletionContext();
    const { modelClient: model, ...rest } = options;
    recordComponent(this, SocietyOfMindAgent, 'SocietyOfMindAgent', { ...rest, model });
  }

  protected override async *onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    this.#unheard.push(...messages);
    // Messages that arrived after the team had finished: it continues with them.
    if (this.#thought?.finished !== true || this.#unheard.length > 0) {
      const turn = yield* this.#think(run);
      if (turn.type === 'waiting') return turn;
    }
    const message = yield* this.#answer(run);
    for (const heard of [...(this.#thought?.request ?? []), message]) {
      for (const sent of toModelMessages(heard, '')) this.#context.add(sent);
    }
    this.#begin();
    return { type: 'message', message };
  }

  async *#think(run: RunContext): AsyncGenerator<AgentMessage, Turn> {
    const earlier = this.#thought === null ? yield* this.#earlier(run) : [];
    const given = [...earlier, ...this.#unheard];
    // Recorded without an await before the team's first step, which stores the same messages: a snapshot has both or neither.
    const thought = (this.#thought ??= { request: [], said: [], finished: false });
    thought.finished = false;
    thought.request.push(...this.#unheard.splice(0));
    const turn = yield* takeTurn(this.#options.team, given, withoutInjectedMessages(run), []);
    if (turn.type === 'waiting') return turn;
    thought.said.push(...turn.spoken);
    thought.finished = true;
    return turn;
  }

  /** Sent in the agent's own name: repeated in a person's name, old messages would teach again. */
  async *#earlier(run: RunContext): AsyncGenerator<AgentMessage, ChatMessage[]> {
    const messages = yield* this.#context.messages(run);
    if (messages.length === 0) return [];
    const content = ['What was said before:', ...messages.map(line)].join('\n\n');
    return [stamp(run, { type: 'TextMessage', source: this.name, content })];
  }

  async *#answer(run: RunContext): AsyncGenerator<AgentMessage, ChatMessage> {
    const source = this.name;
    const { request = [], said = [] } = this.#thought ?? {};
    if (said.length === 0) return stamp(run, { type: 'TextMessage', source, content: NOTHING_SAID });
    const { modelClient: model, modelClientStream: stream = false } = this.#options;
    const { instruction = INSTRUCTION, responsePrompt = RESPONSE_PROMPT } = this.#options;
    const messages = [
      ...requestPrefix(instruction, run, ''),
      ...[...request, ...said].flatMap((message) => toModelMessages(message, '')),
      { role: 'user' as const, content: responsePrompt },
    ];
    const answer = yield* askModel({ model, source, stream, request: { messages } }, run);
    const { messageId: id, text: content, usage: modelsUsage } = answer;
    return stamp(run, { type: 'TextMessage', id, source, content, modelsUsage });
  }

  #begin(): void {
    this.#options.team.reset();
    this.#thought = null;
  }

  protected override save(): unknown {
    return {
      type: 'SocietyOfMindAgentState',
      version: 1,
      team: this.#options.team.saveState(),
      modelContext: this.#context.saveState(),
      unheard: [...this.#unheard],
      thought: structuredClone(this.#thought),
    };
  }

  protected override load(state: unknown): void {
    const read = readState(stateSchema, state, `the agent “${this.name}”`);
    this.#options.team.loadState(read.team);
    this.#context.loadState(read.modelContext);
    this.#unheard = read.unheard;
    this.#thought = read.thought;
  }

  protected override forget(): void {
    this.#context.clear();
    this.#unheard = [];
    this.#begin();
  }
}

function line(message: ModelMessage): string {
  const name = message.role === 'user' ? (message.name ?? message.role) : message.role;
  return `${name}: ${modelMessageText(message)}`;
}
