import * as z from 'zod';
import { chatMessageSchema } from '#shared/agents/chat-messages.ts';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { FunctionCall, FunctionExecutionResult } from '#shared/agents/content.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { assertNever, TuteeError } from '#shared/errors.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import { requestWith } from '#shared/models/request-parameters.ts';
import type { ChatCompletionContext } from '../context/chat-completion-context.ts';
import { toModelMessages } from '../context/to-model-messages.ts';
import { UnboundedChatCompletionContext } from '../context/unbounded-chat-completion-context.ts';
import { recallOnce, ROUND_STEPS, unfinishedTimes } from '../durability/journaled-steps.ts';
import { checkedOptions, checkedPart, checkedParts } from '../run/checked-input.ts';
import { collectFaults } from '../run/collect-faults.ts';
import { readState } from '../run/read-state.ts';
import { stamp } from '../run/run-context.ts';
import type { RunContext } from '../run/run-context.ts';
import { modelTool } from '../tools/tool.ts';
import { checkedAgentName } from './agent-name.ts';
import { askWithFormat } from './ask-with-format.ts';
import type { ModelAnswer } from './ask-model.ts';
import {
  checkedAbilities,
  checkedIterations,
  checkedMiddleware,
  toolbox,
  withWorkbenches,
} from './assistant-agent-options.ts';
import type { AssistantAgentOptions, Toolbox } from './assistant-agent-options.ts';
import type { NextStep } from './assistant-step.ts';
import { throughAnswer, throughCall, throughMessages, throughRequest } from './middleware.ts';
import type { AgentMiddleware } from './middleware.ts';
import { answerMessage, handoffMessage, summaryMessage } from './assistant-messages.ts';
import { BaseChatAgent } from './base-chat-agent.ts';
import type { Response } from './response.ts';
import { executeToolCalls, resultOf } from './execute-tool-calls.ts';
import { approveCalls, callsApprovedAgain, pendingCallsSchema, rejectionText } from './pending-calls.ts';
import type { PendingCalls } from './pending-calls.ts';
import { requestPrefix } from './request-prefix.ts';
import { withNotes } from './with-notes.ts';
import { summaryByFormat } from './tool-call-summary.ts';
import { recordComponent } from '../run/component-record.ts';

const SYSTEM_MESSAGE = `You are a helpful assistant. Solve the task with your tools. When it is done, reply with TERMINATE.`;

const stateSchema = z.strictObject({
  type: z.literal('AssistantAgentState'),
  version: z.literal(1),
  modelContext: z.json(),
  pending: pendingCallsSchema.nullable(),
  answer: chatMessageSchema.exactOptional(),
});

const A_MODEL = 'a model client, such as an OpenAIChatModel';

/** An agent that queries its memories, answers with a model, calls tools and hands over. */
export class AssistantAgent extends BaseChatAgent {
  readonly #options: AssistantAgentOptions;
  /** Without the tools of workbenches. */
  readonly #ownTools: Toolbox;
  /** As of this turn. */
  #toolbox: Toolbox;
  readonly #maxIterations: number;
  readonly #parameters: Partial<ModelRequest>;
  readonly #middleware: readonly AgentMiddleware[];
  readonly #context: ChatCompletionContext;
  /** Calls waiting for approval. */
  #pending: PendingCalls | null = null;
  /** An answer that is in the context already, and not yet stored by the team. */
  #answer: ChatMessage | null = null;

  /** Throws `invalid_input` that names the invalid fields. */
  constructor(options: AssistantAgentOptions) {
    checkedOptions(options, 'new AssistantAgent({ name, modelClient })');
    const [name, tools, maxIterations, parameters, middleware] = collectFaults(
      () => checkedAgentName(options.name),
      () => toolbox(options),
      () => checkedIterations(options.maxToolIterations),
      () => requestWith(options.modelParameters ?? {}, 'modelParameters'),
      () => checkedMiddleware(options.middleware),
      () => checkedAbilities(options),
      () => checkedPart(options.modelClient, 'modelClient', ['stream'], A_MODEL),
      () =>
        checkedParts(options.workbench ?? [], 'workbench', ['tools'], 'a workbench with a function tools'),
      () => checkedParts(options.memory ?? [], 'memory', ['query'], 'a memory with a function query'),
      () =>
        options.modelContext && checkedPart(options.modelContext, 'modelContext', ['messages'], 'a context'),
      () => options.approver && checkedPart(options.approver, 'approver', ['decide'], 'an ApprovalPolicy'),
    );
    super(name, options.description ?? 'An agent that helps with tasks and can use tools.');
    this.#options = options;
    this.#ownTools = tools;
    this.#toolbox = tools;
    this.#maxIterations = maxIterations;
    this.#parameters = parameters;
    this.#middleware = middleware;
    this.#context = options.modelContext ?? new UnboundedChatCompletionContext();
    const { modelClient: model, memory: memories, outputFormat: format, ...rest } = options;
    const outputFormat = format && { name: format.name, schema: format.schema };
    recordComponent(this, AssistantAgent, 'AssistantAgent', { ...rest, model, memories, outputFormat });
  }

  protected override async *onMessages(
    received: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, Response> {
    if (run.continues === true && this.#answer !== null) return { type: 'message', message: this.#answer };
    this.#answer = null;
    const messages = throughMessages(this.#middleware, received, this.#place(run));
    for (const message of messages)
      for (const sent of toModelMessages(message, this.name)) this.#context.add(sent);
    const { workbench = [] } = this.#options;
    if (workbench.length > 0) this.#toolbox = await withWorkbenches(this.#ownTools, workbench, run.signal);
    // Only the model gets the recalled notes; tools run with the original context.
    const noted = yield* this.#recall(messages, run);
    let step: NextStep =
      this.#pending === null ? { type: 'ask', round: 1 } : { type: 'approve', pending: this.#pending };
    for (;;) {
      switch (step.type) {
        case 'ask':
          step = yield* this.#ask(step.round, noted);
          break;
        case 'approve':
          step = yield* this.#approve(step.pending, run);
          break;
        case 'call-tools':
          step = yield* this.#callTools(step.pending, run);
          break;
        case 'reflect':
          step = yield* this.#reflect(noted);
          break;
        case 'respond':
          this.#answer = await throughAnswer(this.#middleware, step.message, this.#place(run));
          return { type: 'message', message: this.#answer };
        case 'wait':
          return { type: 'waiting', requests: step.requests };
        default:
          return assertNever(step);
      }
    }
  }

  #place({ signal }: RunContext) {
    return { agent: this.name, signal };
  }

  async *#recall(
    messages: readonly ChatMessage[],
    run: RunContext,
  ): AsyncGenerator<AgentMessage, RunContext> {
    const notes = [...(run.notes ?? [])];
    for (const [at, memory] of (this.#options.memory ?? []).entries()) {
      const { results, text } = await recallOnce(run, String(at), () => memory.query(messages, run.signal));
      if (text !== '') notes.push(text);
      if (results.length > 0) {
        yield stamp(run, { type: 'MemoryQueryEvent', source: this.name, content: [...results] });
      }
    }
    return { ...run, notes };
  }

  async *#ask(round: number, run: RunContext): AsyncGenerator<AgentMessage, NextStep> {
    const answer = yield* this.#askModel(run, true);
    if (answer.calls.length === 0) return this.#answered(answer, run);
    if (answer.text !== '') {
      yield stamp(run, { type: 'ThoughtEvent', source: this.name, content: answer.text });
    }
    const seen = [];
    for (const call of answer.calls) seen.push(await throughCall(this.#middleware, call, this.#place(run)));
    yield stamp(run, {
      type: 'ToolCallRequestEvent',
      id: answer.messageId,
      source: this.name,
      content: seen.map(({ call }) => call),
      modelsUsage: answer.usage,
    });
    // Handoffs and unknown tools have no side effects, so they need no approval.
    const calls = seen.map(({ call, dropped }) => ({
      call,
      request: null,
      decided: dropped !== null || !this.#toolbox.tools.has(call.name),
      rejection: dropped,
    }));
    const thought = answer.thought === '' ? {} : { thought: answer.thought };
    return { type: 'approve', pending: { text: answer.text, round, calls, ...thought } };
  }

  async *#approve(pending: PendingCalls, run: RunContext): AsyncGenerator<AgentMessage, NextStep> {
    this.#pending = pending;
    yield* approveCalls(pending, this.#options.approver, this.name, run, this.#unfinished(run));
    const requests = pending.calls.flatMap(({ decided, request }) => (decided ? [] : (request ?? [])));
    return requests.length > 0 ? { type: 'wait', requests } : { type: 'call-tools', pending };
  }

  /** Calls and results enter the context together, so that a turn cancelled in between leaves no call without a result. */
  async *#callTools(pending: PendingCalls, run: RunContext): AsyncGenerator<AgentMessage, NextStep> {
    // Cleared before the calls run: a call interrupted by a stop may have had its effect, so it is not repeated on resume.
    this.#pending = null;
    const calls = pending.calls.map(({ call }) => call);
    const results = yield* this.#results(pending, run);
    yield stamp(run, { type: 'ToolCallExecutionEvent', source: this.name, content: results });
    const { handoffs } = this.#toolbox;
    const handoff = calls.map(({ name }) => handoffs.get(name)).find((found) => found !== undefined);
    const ordinary = calls.filter(({ name }) => !handoffs.has(name));
    const answers = results.filter(({ name }) => !handoffs.has(name));
    const { text: content, thought } = pending;
    const reasoning = thought === undefined ? {} : { reasoning: thought };
    this.#context.add({ role: 'assistant', content, toolCalls: calls, ...reasoning });
    this.#context.add({ role: 'tool', results });
    run.journal?.settle(ROUND_STEPS);
    if (handoff !== undefined) {
      return {
        type: 'respond',
        message: handoffMessage(run, this.name, handoff, pending.text, ordinary, answers),
      };
    }
    if (pending.round < this.#maxIterations) return { type: 'ask', round: pending.round + 1 };
    if (this.#options.reflectOnToolUse ?? this.#options.outputFormat !== undefined)
      return { type: 'reflect' };
    const { toolCallSummaryFormat = '{result}' } = this.#options;
    const formatter =
      typeof toolCallSummaryFormat === 'string'
        ? summaryByFormat(toolCallSummaryFormat)
        : toolCallSummaryFormat;
    return { type: 'respond', message: summaryMessage(run, this.name, ordinary, answers, formatter) };
  }

  #unfinished(run: RunContext): (call: FunctionCall) => number {
    const { tools } = this.#toolbox;
    return (call) => (tools.get(call.name)?.safeToRetry === true ? 0 : unfinishedTimes(run, call));
  }

  /** One result per call, in the order of the calls. */
  async *#results(
    { calls }: PendingCalls,
    run: RunContext,
  ): AsyncGenerator<AgentMessage, FunctionExecutionResult[]> {
    const { tools, handoffs } = this.#toolbox;
    const made = new Map<string, FunctionExecutionResult>();
    for (const pending of calls) {
      const { call } = pending;
      const handoff = handoffs.get(call.name);
      if (pending.rejection !== null) {
        const content = rejectionText(pending);
        made.set(call.id, resultOf(call, { content, isError: true }));
      } else if (handoff !== undefined) {
        made.set(call.id, resultOf(call, { content: handoff.message, isError: false }));
      }
    }
    const left = calls.map(({ call }) => call).filter(({ id }) => !made.has(id));
    const execution = {
      tools,
      caller: this.name,
      parallel: this.#options.parallelToolCalls ?? true,
      approvedAgain: callsApprovedAgain(calls, this.#unfinished(run)),
    };
    for (const result of yield* executeToolCalls(left, execution, run)) made.set(result.callId, result);
    return calls.flatMap(({ call }) => made.get(call.id) ?? []);
  }

  async *#reflect(run: RunContext): AsyncGenerator<AgentMessage, NextStep> {
    const answer = yield* this.#askModel(run, false);
    if (answer.text !== '') return this.#answered(answer, run);
    throw new TuteeError(
      'invalid_output',
      'The model said nothing about what its tools found. Run it again.',
    );
  }

  #answered(answer: ModelAnswer, run: RunContext): NextStep {
    const message = answerMessage(run, this.name, answer, this.#options.outputFormat);
    this.#context.add({ role: 'assistant', content: answer.text });
    // In the same moment, so that no state has one without the other; middleware must see the message first.
    if (this.#middleware.length === 0) this.#answer = message;
    return { type: 'respond', message };
  }

  async *#askModel(run: RunContext, withTools: boolean): AsyncGenerator<AgentMessage, ModelAnswer> {
    const { modelClient, outputFormat, systemMessage = SYSTEM_MESSAGE } = this.#options;
    const { modelClientStream = false, ignoreUnofferedCalls = false } = this.#options;
    const { tools, handoffs } = this.#toolbox;
    const offered = withTools
      ? [...[...tools.values()].map(modelTool), ...[...handoffs.values()].map(({ tool }) => tool)]
      : [];
    const { notes = [], ...rest } = run;
    // concat, not spread: spreading ten thousand messages would cost more than the rest of the turn.
    const messages = requestPrefix(systemMessage, rest, this.name).concat(yield* this.#context.messages(run));
    const made: ModelRequest = {
      ...this.#parameters,
      messages: withNotes(messages, notes),
      ...(offered.length > 0 && { tools: offered }),
      ...(outputFormat !== undefined && { responseSchema: outputFormat }),
    };
    const request = await throughRequest(this.#middleware, made, this.#place(run));
    const asking = { model: modelClient, request, source: this.name, stream: modelClientStream };
    return yield* askWithFormat({ ...asking, ignoreUnofferedCalls }, outputFormat, run);
  }

  protected override onAnswerKept(): void {
    this.#answer = null;
  }

  protected override save(): unknown {
    return {
      type: 'AssistantAgentState',
      version: 1,
      modelContext: this.#context.saveState(),
      pending: structuredClone(this.#pending),
      ...(this.#answer !== null && { answer: this.#answer }),
    };
  }

  protected override load(state: unknown): void {
    const {
      modelContext,
      pending,
      answer = null,
    } = readState(stateSchema, state, `the agent “${this.name}”`);
    this.#context.loadState(modelContext);
    this.#pending = pending;
    this.#answer = answer;
  }

  protected override forget(): void {
    this.#context.clear();
    this.#pending = null;
    this.#answer = null;
  }
}
