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
import { withoutWords } from '../run/without-words.ts';
import { askModel } from './ask-model.ts';
import { BaseChatAgent } from './base-chat-agent.ts';
import type { Response } from './base-chat-agent.ts';
import type { Participant, Turn } from './participant.ts';
import { openingMessages } from './opening-messages.ts';

export interface SocietyOfMindAgentOptions {
  readonly name: string;
  /** Who thinks about each answer: a team, as a rule. Nobody else may use it. */
  readonly team: Participant;
  /** Makes one answer of what the team said. */
  readonly modelClient: ChatModel;
  readonly description?: string;
  /** What the model is told before the team's conversation, and after it. */
  readonly instruction?: string;
  readonly responsePrompt?: string;
  /** What the team is told of earlier turns. */
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
 * Answers once for a whole team: the team talks, a model makes one answer of it, and the team begins anew with the next
 * request. What the team says is streamed, and heard by nobody outside.
 */
export class SocietyOfMindAgent extends BaseChatAgent {
  readonly #options: SocietyOfMindAgentOptions;
  /** Earlier requests and answers. */
  readonly #context: ChatCompletionContext;
  /** Not given to the team yet. */
  #unheard: ChatMessage[] = [];
  /** The answer under way: what the team was given and what it came to, when it has finished. */
  #thought: Thought | null = null;

  constructor(options: SocietyOfMindAgentOptions) {
    super(options.name, options.description ?? 'An agent that has a team think before it answers.');
    this.#options = options;
    this.#context = options.modelContext ?? new UnboundedChatCompletionContext();
  }

  protected override async *onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    this.#unheard.push(...messages);
    // New words after the team had come to its end: it goes on, knowing them.
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
    // Noted with the first step of the team, which remembers it: no await comes between.
    const thought = (this.#thought ??= { request: [], said: [], finished: false });
    thought.finished = false;
    thought.request.push(...this.#unheard.splice(0));
    const turn = yield* takeTurn(this.#options.team, given, withoutWords(run), []);
    if (turn.type === 'waiting') return turn;
    thought.said.push(...turn.spoken);
    thought.finished = true;
    return turn;
  }

  /** In its own name: old words of a person would teach anew whoever learns from people. */
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
      ...openingMessages(instruction, run, ''),
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
