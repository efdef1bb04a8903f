import * as z from 'zod';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import { messageText } from '#shared/agents/messages.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { ChatCompletionContext } from '../context/chat-completion-context.ts';
import { toModelMessages } from '../context/to-model-messages.ts';
import { UnboundedChatCompletionContext } from '../context/unbounded-chat-completion-context.ts';
import type { CodeBlock, CodeExecutor, CodeResult, ToolCallApprover } from '../ports.ts';
import { callOnce, unfinishedTimes } from '../durability/journaled-steps.ts';
import { abortable } from '../run/abortable.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { askModel } from './ask-model.ts';
import { BaseChatAgent } from './base-chat-agent.ts';
import type { Response } from './response.ts';
import { codeBlocks } from './code-blocks.ts';
import { approveCalls, callsApprovedAgain, pendingCallsSchema, rejectionText } from './pending-calls.ts';
import type { PendingCalls } from './pending-calls.ts';
import { requestPrefix } from './request-prefix.ts';
import { recordComponent } from '../run/component-record.ts';

export interface CodeExecutorAgentOptions {
  readonly name: string;
  readonly codeExecutor: CodeExecutor;
  /** With a model the agent writes the code itself and reports the result. Without one it runs code from received messages. */
  readonly modelClient?: ChatModel;
  readonly modelContext?: ChatCompletionContext;
  readonly modelClientStream?: boolean;
  /** Maximum number of retries after code that failed; default 0. */
  readonly maxRetriesOnError?: number;
  readonly description?: string;
  readonly systemMessage?: string | null;
  /** Without a model: only code from these sources is run. Default: from everyone. */
  readonly sources?: readonly string[];
  readonly supportedLanguages?: readonly string[];
  /** Asked before code runs, as for a call of a tool named `execute_code`. */
  readonly approver?: ToolCallApprover;
}

const RUNNER = 'A terminal that runs code given to it in fenced blocks, and does nothing else.';
const WRITER = 'An agent that writes code for a task, runs it and says what came of it.';
const SYSTEM_MESSAGE =
  'You solve tasks by writing code in fenced blocks. It is run for you and you are told what it wrote.';
const NO_CODE = 'There is no code to run. Give it in a fenced block that names its language.';
const EXECUTE = 'execute_code';

const stateSchema = z.strictObject({
  type: z.literal('CodeExecutorAgentState'),
  version: z.literal(1),
  modelContext: z.json(),
  pending: pendingCallsSchema.nullable(),
});
const resultSchema = z.strictObject({ exitCode: z.int(), output: z.string() });
const argumentsSchema = z.strictObject({
  blocks: z.array(z.strictObject({ language: z.string(), code: z.string() })),
});

/** Runs code from received messages, or, with a model, code that it writes itself. */
export class CodeExecutorAgent extends BaseChatAgent {
  readonly #options: CodeExecutorAgentOptions;
  readonly #languages: ReadonlySet<string>;
  readonly #context: ChatCompletionContext;
  /** Code waiting for approval. */
  #pending: PendingCalls | null = null;

  constructor(options: CodeExecutorAgentOptions) {
    super(options.name, options.description ?? (options.modelClient === undefined ? RUNNER : WRITER));
    this.#options = options;
    this.#languages = new Set(options.supportedLanguages ?? ['python', 'sh']);
    this.#context = options.modelContext ?? new UnboundedChatCompletionContext();
    const { modelClient: model, ...rest } = options;
    recordComponent(this, CodeExecutorAgent, 'CodeExecutorAgent', { ...rest, model });
  }

  protected override async *onMessages(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    const model = this.#options.modelClient;
    if (model === undefined) return yield* this.#runReceived(messages, run);
    for (const message of messages) {
      for (const sent of toModelMessages(message, this.name)) this.#context.add(sent);
    }
    return yield* this.#writeAndRun(model, run);
  }

  async *#runReceived(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    const sources = this.#options.sources;
    const theirs = messages.filter(({ source }) => sources === undefined || sources.includes(source));
    const blocks = theirs.flatMap((message) => codeBlocks(messageText(message), this.#languages));
    const pending = this.#pending ?? (blocks.length === 0 ? null : pendingRun('', 1, blocks, run));
    if (pending === null) return this.#say(NO_CODE, run);
    const outcome = yield* this.#approveAndRun(pending, run);
    return outcome.type === 'waiting' ? outcome : this.#say(resultText(outcome.result), run);
  }

  async *#writeAndRun(model: ChatModel, run: RunContext): AsyncGenerator<AgentMessage, Response> {
    const most = 1 + (this.#options.maxRetriesOnError ?? 0);
    for (let attempt = this.#pending?.round ?? 1; attempt <= most; attempt += 1) {
      const pending = this.#pending ?? (yield* this.#write(model, attempt, run));
      if (!('calls' in pending)) return pending;
      const outcome = yield* this.#approveAndRun(pending, run);
      if (outcome.type === 'waiting') return outcome;
      // Added together, so that a turn cancelled in between leaves no code without its result.
      this.#context.add({ role: 'assistant', content: pending.text });
      this.#context.add({ role: 'user', content: resultText(outcome.result), name: this.name });
      if (outcome.result.exitCode === 0) break;
    }
    const { text, usage, messageId: id } = yield* this.#ask(model, run);
    this.#context.add({ role: 'assistant', content: text });
    return this.#say(text, run, { id, modelsUsage: usage });
  }

  /** The code that the model writes next, or its answer when it writes none. */
  async *#write(
    model: ChatModel,
    attempt: number,
    run: RunContext,
  ): AsyncGenerator<AgentMessage, PendingCalls | Response> {
    const { text, usage: modelsUsage, messageId: id } = yield* this.#ask(model, run);
    const blocks = codeBlocks(text, this.#languages);
    if (blocks.length === 0) {
      this.#context.add({ role: 'assistant', content: text });
      return this.#say(text, run, { id, modelsUsage });
    }
    yield stamp(run, {
      type: 'CodeGenerationEvent',
      id,
      source: this.name,
      content: text,
      codeBlocks: blocks,
      retryAttempt: attempt - 1,
      modelsUsage,
    });
    return pendingRun(text, attempt, blocks, run);
  }

  async *#ask(model: ChatModel, run: RunContext) {
    const { systemMessage = SYSTEM_MESSAGE, modelClientStream = false } = this.#options;
    const request = {
      messages: requestPrefix(systemMessage, run, this.name).concat(yield* this.#context.messages(run)),
    };
    return yield* askModel({ model, request, source: this.name, stream: modelClientStream }, run);
  }

  async *#approveAndRun(
    pending: PendingCalls,
    run: RunContext,
  ): AsyncGenerator<
    AgentMessage,
    Extract<Response, { type: 'waiting' }> | { readonly type: 'ran'; readonly result: CodeResult }
  > {
    this.#pending = pending;
    yield* approveCalls(pending, this.#options.approver, this.name, run, (call) =>
      unfinishedTimes(run, withoutId(call)),
    );
    const requests = pending.calls.flatMap(({ decided, request }) => (decided ? [] : (request ?? [])));
    if (requests.length > 0) return { type: 'waiting', requests };
    // Cleared before it runs: code interrupted by a stop may have had its effect, so it is not run again on resume.
    this.#pending = null;
    const result = yield* this.#execute(pending, run);
    const retryAttempt = pending.round - 1;
    yield stamp(run, { type: 'CodeExecutionEvent', source: this.name, ...result, retryAttempt });
    return { type: 'ran', result };
  }

  async *#execute({ calls }: PendingCalls, run: RunContext): AsyncGenerator<AgentMessage, CodeResult> {
    const [first] = calls;
    if (first === undefined) return { exitCode: 1, output: NO_CODE };
    if (first.rejection !== null) return { exitCode: 1, output: rejectionText(first) };
    const { call } = first;
    const blocks = readBlocks(call.arguments);
    const executor = this.#options.codeExecutor;
    const unfinished = (each: FunctionCall) => unfinishedTimes(run, withoutId(each));
    const { content, isError } = yield* callOnce(run, {
      call: withoutId(call),
      caller: this.name,
      safeToRetry: false,
      approvedAgain: callsApprovedAgain(calls, unfinished).has(call.id),
      async *make({ signal }) {
        yield* [];
        const { exitCode, output } = await abortable(executor.execute(blocks, signal), signal);
        return { content: JSON.stringify({ exitCode, output }), isError: exitCode !== 0 };
      },
    });
    return readResult(content) ?? { exitCode: isError ? 1 : 0, output: content };
  }

  #say(
    content: string,
    run: RunContext,
    from: { id?: string; modelsUsage?: ChatMessage['modelsUsage'] } = {},
  ): Response {
    return {
      type: 'message',
      message: stamp(run, { type: 'TextMessage', source: this.name, content, ...from }),
    };
  }

  protected override save(): unknown {
    return {
      type: 'CodeExecutorAgentState',
      version: 1,
      modelContext: this.#context.saveState(),
      pending: structuredClone(this.#pending),
    };
  }

  protected override load(state: unknown): void {
    const { modelContext, pending } = readState(stateSchema, state, `the agent “${this.name}”`);
    this.#context.loadState(modelContext);
    this.#pending = pending;
  }

  protected override forget(): void {
    this.#context.clear();
    this.#pending = null;
  }
}

function pendingRun(
  text: string,
  round: number,
  blocks: readonly CodeBlock[],
  run: RunContext,
): PendingCalls {
  const call = { id: run.newId(), name: EXECUTE, arguments: JSON.stringify({ blocks }) };
  return { text, round, calls: [{ call, request: null, decided: false, rejection: null }] };
}

/** The id is new in each process, and the code says which call it is. */
function withoutId(call: FunctionCall): FunctionCall {
  return { ...call, id: '' };
}

/** Null for a text that is not of a run, such as one that says why the code was not run again. */
function readResult(text: string): CodeResult | null {
  try {
    return resultSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** The blocks to run, from arguments that a person may have edited. Throws `invalid_input` when they cannot be parsed. */
function readBlocks(text: string): CodeBlock[] {
  try {
    return argumentsSchema.parse(JSON.parse(text)).blocks;
  } catch (cause) {
    const message =
      'The changed code cannot be read: keep the form {"blocks": [{"language": …, "code": …}]}.';
    throw new TuteeError('invalid_input', message, { cause });
  }
}

function resultText({ exitCode, output }: CodeResult): string {
  if (exitCode !== 0) return `The code failed with exit code ${exitCode}. It wrote:\n${output}`;
  return output.trim() === '' ? 'The code ran and wrote nothing.' : output;
}
