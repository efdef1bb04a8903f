import type { FunctionCall } from '#shared/agents/content.ts';
import type { RequestUsage } from '#shared/agents/message-base.ts';
import type { AgentMessage } from '#shared/agents/messages.ts';
import { tokenUsageSchema } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import { gather, isNotice, NOTICED_WAIT, nothingGathered } from '#shared/models/model.ts';
import type { ChatModel, ModelEvent, ModelNotice, ModelRequest } from '#shared/models/model.ts';
import { cutReasonSchema } from '#shared/models/reasons.ts';
import type { CutReason, StopReason } from '#shared/models/reasons.ts';
import { validate } from '#shared/validate.ts';
import { journaledAnswer } from '../durability/journaled-answer.ts';
import { abortableStream } from '../run/abortable.ts';
import { stamp } from '../run/run-context.ts';
import { answerAttributes, requestAttributes } from '../tracing/model-attributes.ts';
import { traced } from '../tracing/traced.ts';
import type { RunContext } from '../run/run-context.ts';

type EndEvent = Extract<ModelEvent, { type: 'end' }>;

/** One complete answer of a model. */
export interface ModelAnswer {
  /** Use it as the id of the message built from this answer: streamed chunks refer to it as `fullMessageId`. */
  readonly messageId: string;
  readonly text: string;
  /** The model's reasoning; empty when it returned none. */
  readonly thought: string;
  readonly calls: readonly FunctionCall[];
  readonly usage: RequestUsage | null;
  /** Why the answer is not whole; null when it is. */
  readonly cut: CutReason | null;
}

export interface AskModelOptions {
  readonly model: ChatModel;
  readonly request: ModelRequest;
  /** Name of the agent that asks; the source of the events. */
  readonly source: string;
  /** Whether chunks are yielded as they arrive. */
  readonly stream: boolean;
  /** True: calls of tools that the request did not offer are ignored; the text beside them is the answer. */
  readonly ignoreUnofferedCalls?: boolean;
}

/**
 * Sends one request to a model. Yields wait and fallback notices, chunks if `stream` is set, and one ThoughtEvent if the model
 * returned reasoning. Throws a model error, `cancelled`, or `invalid_output` for an answer without text and calls.
 */
export function askModel(
  asking: AskModelOptions,
  run: RunContext,
): AsyncGenerator<AgentMessage, ModelAnswer> {
  const { name } = asking.model;
  const start = () => ({ operation: 'chat' as const, name, attributes: requestAttributes(asking) });
  return traced(run, start, (inside) => ask(asking, inside), answerAttributes);
}

async function* ask(asking: AskModelOptions, run: RunContext): AsyncGenerator<AgentMessage, ModelAnswer> {
  const { model, request, source, stream } = asking;
  const { signal, onRequest } = run;
  const messageId = run.newId();
  let gathered = nothingGathered;
  const calls: FunctionCall[] = [];
  let end: EndEvent | null = null;
  const onBegun = onRequest === undefined ? undefined : () => onRequest(source);
  const journaled = journaledAnswer(asking, run);
  const events = journaled.kept ?? abortableStream(model.stream(request, signal), signal, onBegun);
  for await (const event of events) {
    if (event.type === 'end') end = checkedEnd(event, model);
    else if (isNotice(event)) {
      if (isWorthSaying(event)) yield noticeEvent(event, source, run);
    } else if (event.type === 'tool-call-end') {
      if (isOffered(event.call, asking)) calls.push(event.call);
    } else if (isDelta(event)) {
      gathered = gather(gathered, event);
      if (stream) yield chunkOf(event, run, source, messageId);
    } else if (event.type !== 'tool-call-delta') throw unknownEvent(event, model);
  }
  const usage = usageOf(end, model);
  for (const modelsUsage of end?.alsoUsed ?? []) {
    yield stamp(run, { type: 'UsageEvent', source, purpose: 'rejected answer', modelsUsage });
  }
  const fault = faultOf(end, gathered.text, calls);
  if (fault !== null) {
    // A failed answer is still billed.
    if (usage !== null)
      yield stamp(run, { type: 'UsageEvent', source, purpose: 'failed answer', modelsUsage: usage });
    throw fault;
  }
  const { text, reasoning: thought } = gathered;
  if (end !== null) await journaled.record({ ...gathered, calls, end });
  if (thought !== '') yield stamp(run, { type: 'ThoughtEvent', source, content: thought });
  return { messageId, text, thought, calls, usage, cut: cutReason(end?.stopReason ?? 'stop') };
}

function cutReason(stopReason: StopReason): CutReason | null {
  return cutReasonSchema.options.find((reason) => reason === stopReason) ?? null;
}

function isWorthSaying(notice: ModelNotice): boolean {
  if (notice.type !== 'wait' || notice.ms >= NOTICED_WAIT) return true;
  return notice.reason === 'loading' || notice.reason === 'busy';
}

function noticeEvent(notice: ModelNotice, source: string, run: RunContext): AgentMessage {
  if (notice.type === 'wait') {
    const { reason, model, ms, message: content } = notice;
    return stamp(run, { type: 'ModelClientWaitEvent', source, reason, model, ms, content });
  }
  if (notice.type === 'shortened') {
    const { model, messages } = notice;
    return stamp(run, { type: 'ModelClientShortenedEvent', source, model, messages });
  }
  const { model, next, message: content } = notice;
  return stamp(run, { type: 'ModelClientFallbackEvent', source, model, next, content });
}

function isOffered(
  { name }: FunctionCall,
  { request, ignoreUnofferedCalls = false }: AskModelOptions,
): boolean {
  return !ignoreUnofferedCalls || (request.tools ?? []).some((tool) => tool.name === name);
}

type TextEvent = Extract<ModelEvent, { type: 'text-delta' | 'reasoning-delta' | 'text-was-reasoning' }>;

function isDelta(event: ModelEvent): event is TextEvent {
  return (
    event.type === 'text-delta' || event.type === 'reasoning-delta' || event.type === 'text-was-reasoning'
  );
}

function chunkOf(event: TextEvent, run: RunContext, source: string, fullMessageId: string): AgentMessage {
  const type = 'ModelClientStreamingChunkEvent';
  if (event.type === 'text-was-reasoning')
    return stamp(run, { type, source, fullMessageId, channel: 'retracted', content: '' });
  const channel = event.type === 'text-delta' ? 'answer' : 'thought';
  return stamp(run, { type, source, fullMessageId, channel, content: event.text });
}

function usageOf(end: EndEvent | null, model: ChatModel): RequestUsage | null {
  if (end === null || end.usage === null) return null;
  return { ...end.usage, model: end.model ?? model.name, cached: end.cached ?? false };
}

/** Model clients may be a program's own: what they report is saved with messages, so it is checked here. */
function checkedEnd(end: EndEvent, { name }: ChatModel): EndEvent {
  if (end.usage === null) return end;
  const parsed = validate(tokenUsageSchema, end.usage);
  if (parsed.ok) return end;
  const where = ['usage', ...parsed.fault.path].join('.');
  throw new TuteeError(
    'invalid_output',
    `The model client “${name}” ended with a wrong ${where}: ${parsed.fault.message}`,
  );
}

function unknownEvent(event: never, { name }: ChatModel): TuteeError {
  const { type } = event as { readonly type?: unknown };
  return new TuteeError(
    'invalid_output',
    `The model client “${name}” sent an unknown event: ${JSON.stringify(type)}.`,
  );
}

/** Why an answer cannot be used; null when it can. */
function faultOf(end: EndEvent | null, text: string, calls: readonly FunctionCall[]): TuteeError | null {
  if (end === null) return new TuteeError('malformed_stream', 'The model’s answer broke off. Try again.');
  if (end.stopReason === 'filtered') {
    return new TuteeError(
      'moderated',
      'A filter of the model’s server stopped this answer. Word it differently, or choose another model.',
    );
  }
  if (text !== '' || calls.length > 0) return null;
  if (end.stopReason === 'length') {
    return new TuteeError(
      'invalid_output',
      'The model reached the limit of its tokens before it began to answer. Allow it more, let it think less, or choose another model.',
    );
  }
  return new TuteeError(
    'invalid_output',
    'The model answered with nothing. Try again, or choose another model.',
  );
}
