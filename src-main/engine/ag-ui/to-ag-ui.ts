import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import { isChatMessage, messageText } from '#shared/agents/messages.ts';
import type { AgentMessage, MessageOf } from '#shared/agents/messages.ts';
import type { TaskResult } from '#shared/agents/task-result.ts';
import { assertNever, TuteeError } from '#shared/errors.ts';
import { isByPerson } from '../people/message-author.ts';
import type { Run } from '../run/run-result.ts';
import { TASK_SOURCE } from '../run/task.ts';
import type { AgUiEvent, AgUiTokenUsage } from './ag-ui-event.ts';

const PROTOCOL_VERSION = '1.0';

export interface AgUiOptions {
  /** Of the conversation, as the front end named it. */
  readonly threadId: string;
  /** Of this run, as the front end named it. */
  readonly runId: string;
}

/**
 * A run as events of the AG-UI protocol, as they happen. Leaving them cancels the run. Events of the engine that the protocol does not have are
 * `CUSTOM` events, with their type as `name` and themselves as `value`. Throws `invalid_input` without ids.
 */
export async function* agUiEvents(
  run: Run,
  { threadId, runId }: AgUiOptions,
): AsyncGenerator<AgUiEvent, void> {
  for (const [field, value] of Object.entries({ threadId, runId }))
    if (typeof value !== 'string' || value === '')
      throw new TuteeError('invalid_input', `${field}: Give the id that the front end sent.`, { field });
  yield { type: 'RUN_STARTED', threadId, runId, protocolVersion: PROTOCOL_VERSION };
  const translation = new Translation();
  for await (const item of run) {
    if (item.type !== 'TaskResult') {
      yield* translation.read(item);
      continue;
    }
    yield* translation.closeAll();
    yield endOf(item, { threadId, runId }, translation);
  }
}

/** The same as server-sent events: the body of a response with the content type `text/event-stream`. */
export async function* agUiServerSentEvents(run: Run, options: AgUiOptions): AsyncGenerator<string, void> {
  for await (const event of agUiEvents(run, options)) yield `data: ${JSON.stringify(event)}\n\n`;
}

function endOf({ outcome }: TaskResult, ids: AgUiOptions, translation: Translation): AgUiEvent {
  const { usage } = translation;
  const finished = { type: 'RUN_FINISHED', ...ids, usage } as const;
  switch (outcome.status) {
    case 'complete':
      return { ...finished, outcome: { type: 'success' } };
    case 'cancelled':
      return { ...finished, outcome: { type: 'cancelled' } };
    case 'waiting': {
      const interrupts = outcome.requests.map(({ requestId, purpose, prompt, source, toolCall }) => ({
        id: requestId,
        reason: purpose,
        message: prompt,
        ...(toolCall !== null && { toolCallId: translation.callId(source, toolCall.id) }),
      }));
      return { ...finished, outcome: { type: 'interrupt', interrupts } };
    }
    case 'failed': {
      const { code, message } = outcome.failure.error;
      return { type: 'RUN_ERROR', message, code, usage };
    }
    default:
      return assertNever(outcome);
  }
}

type Chunk = MessageOf<'ModelClientStreamingChunkEvent'>;

interface Open {
  readonly messageId: string;
  readonly source: string;
}

/** What has begun and not ended: the protocol wants every beginning to have an end. */
class Translation {
  /** Messages that are being streamed, by their ids: the id that the protocol has, and who writes. */
  readonly #texts = new Map<string, Open>();
  readonly #reasoning = new Map<string, Open>();
  /** Ids of tool calls as the protocol has them, by agent and id: some servers count from one in every answer. */
  readonly #calls = new Map<string, string>();
  readonly #usedCalls = new Set<string>();
  /** Agents whose thoughts were streamed, so that the thought as a whole is not sent again. */
  readonly #thought = new Set<string>();
  /** How often a message began again, because what it was so far was a thought. */
  readonly #retracted = new Map<string, number>();
  readonly #usage = new Map<string, AgUiTokenUsage>();

  /** By model, in the order of their first answers. Cached answers count. */
  get usage(): readonly AgUiTokenUsage[] {
    return [...this.#usage.values()];
  }

  *read(message: AgentMessage): Generator<AgUiEvent> {
    this.#count(message);
    const { createdAt: timestamp } = message;
    for (const event of this.#translate(message)) yield { timestamp, ...event };
  }

  /** Ends what a request that failed, or was repeated, has begun. */
  *closeAll(): Generator<AgUiEvent> {
    for (const id of this.#reasoning.keys()) yield* this.#endReasoning(id);
    for (const id of this.#texts.keys()) yield* this.#endText(id);
  }

  *#translate(message: AgentMessage): Generator<AgUiEvent> {
    if (isChatMessage(message)) yield* this.#say(message);
    else if (message.type === 'ModelClientStreamingChunkEvent') yield* this.#stream(message);
    else if (message.type === 'ThoughtEvent') {
      if (!this.#thought.delete(message.source)) yield* wholeReasoning(message.id, message.content);
    } else if (message.type === 'ToolCallRequestEvent') yield* this.#call(message);
    else if (message.type === 'ToolCallExecutionEvent') yield* this.#answer(message);
    else yield { type: 'CUSTOM', name: message.type, value: message };
  }

  *#call({ id, source, content }: MessageOf<'ToolCallRequestEvent'>): Generator<AgUiEvent> {
    yield* this.#endAllOf(source);
    for (const call of content) {
      const toolCallId = this.#newCall(source, call.id);
      yield { type: 'TOOL_CALL_START', toolCallId, toolCallName: call.name, parentMessageId: id };
      yield { type: 'TOOL_CALL_ARGS', toolCallId, delta: call.arguments };
      yield { type: 'TOOL_CALL_END', toolCallId };
    }
  }

  *#answer({ id, source, content: results }: MessageOf<'ToolCallExecutionEvent'>): Generator<AgUiEvent> {
    for (const [index, { callId, content }] of results.entries()) {
      const messageId = `${id}-${index}`;
      const toolCallId = this.callId(source, callId);
      yield { type: 'TOOL_CALL_RESULT', messageId, toolCallId, role: 'tool', content };
    }
  }

  *#say(message: ChatMessage): Generator<AgUiEvent> {
    const streamed = this.#texts.has(message.id);
    yield* this.#endAllOf(message.source);
    if (streamed) return;
    const { id: messageId, source: name } = message;
    const role = name === TASK_SOURCE || isByPerson(message) ? 'user' : 'assistant';
    const delta = messageText(message);
    yield { type: 'TEXT_MESSAGE_START', messageId, role, name };
    if (delta !== '') yield { type: 'TEXT_MESSAGE_CONTENT', messageId, delta };
    yield { type: 'TEXT_MESSAGE_END', messageId };
  }

  *#stream({ fullMessageId: id, source, channel, content }: Chunk): Generator<AgUiEvent> {
    if (channel === 'thought') {
      const messageId = `${id}-reasoning`;
      if (!this.#reasoning.has(id)) {
        this.#reasoning.set(id, { messageId, source });
        this.#thought.add(source);
        yield { type: 'REASONING_START', messageId };
        yield { type: 'REASONING_MESSAGE_START', messageId, role: 'reasoning' };
      }
      if (content !== '') yield { type: 'REASONING_MESSAGE_CONTENT', messageId, delta: content };
      return;
    }
    if (channel === 'retracted') {
      // The protocol takes nothing back: the front end is told, and the answer begins as another message.
      const messageId = this.#texts.get(id)?.messageId;
      if (messageId === undefined) return;
      yield* this.#endText(id);
      this.#retracted.set(id, (this.#retracted.get(id) ?? 0) + 1);
      yield { type: 'CUSTOM', name: 'Retracted', value: { messageId } };
      return;
    }
    yield* this.#endReasoning(id);
    let messageId = this.#texts.get(id)?.messageId;
    if (messageId === undefined) {
      const again = this.#retracted.get(id) ?? 0;
      messageId = again === 0 ? id : `${id}-${again}`;
      this.#texts.set(id, { messageId, source });
      yield { type: 'TEXT_MESSAGE_START', messageId, role: 'assistant', name: source };
    }
    if (content !== '') yield { type: 'TEXT_MESSAGE_CONTENT', messageId, delta: content };
  }

  /** An agent writes one message at a time: what it had begun before is done, or was given up. */
  *#endAllOf(source: string): Generator<AgUiEvent> {
    for (const [id, open] of this.#reasoning) if (open.source === source) yield* this.#endReasoning(id);
    for (const [id, open] of this.#texts) if (open.source === source) yield* this.#endText(id);
  }

  *#endText(id: string): Generator<AgUiEvent> {
    const messageId = this.#texts.get(id)?.messageId;
    if (messageId !== undefined && this.#texts.delete(id)) yield { type: 'TEXT_MESSAGE_END', messageId };
  }

  *#endReasoning(id: string): Generator<AgUiEvent> {
    const messageId = this.#reasoning.get(id)?.messageId;
    if (messageId === undefined || !this.#reasoning.delete(id)) return;
    yield { type: 'REASONING_MESSAGE_END', messageId };
    yield { type: 'REASONING_END', messageId };
  }

  /** The id that the protocol has for the last call of an agent with this id. */
  callId(source: string, id: string): string {
    return this.#calls.get(`${source} ${id}`) ?? id;
  }

  #newCall(source: string, id: string): string {
    let own = id;
    for (let count = 2; this.#usedCalls.has(own); count += 1) own = `${id}-${count}`;
    this.#usedCalls.add(own);
    this.#calls.set(`${source} ${id}`, own);
    return own;
  }

  #count({ modelsUsage }: AgentMessage): void {
    if (modelsUsage === null) return;
    const { model, promptTokens, completionTokens } = modelsUsage;
    const before = this.#usage.get(model) ?? { model, inputTokens: 0, outputTokens: 0, totalTokens: 0 };
    const inputTokens = before.inputTokens + promptTokens;
    const outputTokens = before.outputTokens + completionTokens;
    this.#usage.set(model, { model, inputTokens, outputTokens, totalTokens: inputTokens + outputTokens });
  }
}

function* wholeReasoning(messageId: string, delta: string): Generator<AgUiEvent> {
  yield { type: 'REASONING_START', messageId };
  yield { type: 'REASONING_MESSAGE_START', messageId, role: 'reasoning' };
  if (delta !== '') yield { type: 'REASONING_MESSAGE_CONTENT', messageId, delta };
  yield { type: 'REASONING_MESSAGE_END', messageId };
  yield { type: 'REASONING_END', messageId };
}
