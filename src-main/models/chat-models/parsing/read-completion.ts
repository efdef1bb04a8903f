/**
 * Reads the chunks of one answer in any shape. This folder owns the parsing of what servers send as answers: events, shapes of chunks,
 * reasoning and tool calls in text, limits. It knows nothing of requests, retries or connections.
 */
import type { TokenUsage } from '#shared/conversation.ts';
import type { ModelEvent } from '#shared/models/model.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import { failureInAnswer, failureOf } from '../../server/failure-in-answer.ts';
import { AnswerSplitter } from './answer-splitter.ts';
import type { AnswerPiece } from './answer-splitter.ts';
import { partsOf } from './chunk-fields.ts';
import { TurnMarks } from '../turn-marks.ts';
import type { ChunkParts } from './chunk-fields.ts';
import { CallAtEnd } from '../../text-calls/call-at-end.ts';
import { callsInText, MAX_CALL_LENGTH, mayBeCall } from '../../text-calls/calls-in-text.ts';
import type { OfferedTools } from '../../text-calls/text-call.ts';
import { ToolCallAccumulator } from './tool-call-accumulator.ts';

/** Reads the chunks of one answer in any shape, and collects what the last event needs. */
export class CompletionReader {
  readonly #tools: OfferedTools;
  readonly #splitter = new AnswerSplitter();
  readonly #calls: ToolCallAccumulator;
  #stopReason: StopReason | null = null;
  #usage: TokenUsage | null = null;
  /** The raw text so far, to recognise what a whole message repeats. */
  #rawText = '';
  #rawReasoning = '';
  /** Text that may turn out to be a tool call; null once it cannot. */
  #held: string | null;
  /** Looks for calls behind the words of an answer; null: no tool is offered. */
  readonly #atEnd: CallAtEnd | null;
  readonly #turnMarks = new TurnMarks();
  /** The answer that is read, of several to one request. */
  #choice: number | null = null;
  #gaveText = false;
  #sawAnswer = false;

  constructor(tools: OfferedTools = new Map()) {
    this.#tools = tools;
    this.#calls = new ToolCallAccumulator(tools);
    this.#held = tools.size > 0 ? '' : null;
    this.#atEnd = tools.size > 0 ? new CallAtEnd(tools) : null;
  }

  /** True once the server sent a finish reason: the answer is complete, whatever happens to the connection. */
  get finished(): boolean {
    return this.#stopReason !== null;
  }

  /** True once any chunk looked like an answer. */
  get sawAnswer(): boolean {
    return this.#sawAnswer;
  }

  /** Whether a text consists of calls of the offered tools and nothing else. */
  isCall(text: string): boolean {
    return callsInText(text, this.#tools) !== null;
  }

  /** The events of one chunk; none if it is not a chunk. Throws ServerFailure if it reports an error. */
  read(chunk: unknown): ModelEvent[] {
    if (Array.isArray(chunk) && chunk.length > 1) return chunk.flatMap((one) => this.read(one));
    const failure = failureInAnswer(chunk);
    if (failure !== null) throw failure;
    const parts = partsOf(Array.isArray(chunk) ? chunk[0] : chunk);
    this.#sawAnswer ||= parts.isAnswer;
    this.#usage = parts.usage ?? this.#usage;
    this.#choice ??= parts.choice;
    if (parts.choice !== null && parts.choice !== this.#choice) return [];
    const events = this.#readParts(parts);
    if (parts.finishReason !== null) {
      if (isError(parts.finishReason) && this.#stopReason === null) throw failedInside(parts.finishReason);
      this.#stopReason ??= stopReasonOf(parts.finishReason);
    }
    return events;
  }

  /**
   * The events still held back, and the end event.
   * @param isClear whether the server said that the answer is complete
   */
  finish(isClear: boolean): ModelEvent[] {
    return [
      ...this.rest(),
      ...this.#calls.finish(),
      { type: 'end', stopReason: this.#whyStopped(isClear), usage: this.#usage },
    ];
  }

  /** The end event of an answer that Tutee cuts off. */
  endAs(stopReason: StopReason): ModelEvent[] {
    return [...this.rest(), { type: 'end', stopReason, usage: this.#usage }];
  }

  /** The text still held back, for an answer that will not be completed. */
  rest(): ModelEvent[] {
    const events = [...this.#deliver(this.#splitter.flush()), ...this.#giveText(this.#turnMarks.flush())];
    const held = (this.#held ?? '') + (this.#atEnd?.flush() ?? '');
    this.#held = null;
    if (held === '') return [...events, ...this.#callsInThoughts()];
    const calls = this.#calls.empty ? callsInText(held, this.#tools) : null;
    if (calls !== null) return [...events, ...calls.flatMap((call) => this.#calls.add(call))];
    return [...events, { type: 'text-delta', text: held }];
  }

  /** Some servers take a call for a part of the thoughts: one at their very end counts when nothing else came. */
  #callsInThoughts(): ModelEvent[] {
    if (this.#tools.size === 0 || this.#gaveText || !this.#calls.empty) return [];
    const at = this.#rawReasoning.search(/<[|｜]?(?:tool|function|invoke)/);
    const calls = at < 0 ? null : callsInText(this.#rawReasoning.slice(at), this.#tools);
    return (calls ?? []).flatMap((call) => this.#calls.add(call));
  }

  #readParts(parts: ChunkParts): ModelEvent[] {
    const text = this.#new(parts, parts.text, this.#rawText);
    const reasoning = this.#new(parts, parts.reasoning, this.#rawReasoning);
    this.#rawText += text;
    this.#rawReasoning += reasoning;
    const { functionCall } = parts;
    // Some servers send the same call in the new form and in the old one.
    const isOld = functionCall !== null && parts.calls.length === 0;
    const calls = isOld ? [oldCall(functionCall)] : parts.calls;
    return [
      ...(reasoning === '' ? [] : [{ type: 'reasoning-delta', text: reasoning } as const]),
      ...(text === '' ? [] : this.#deliver(this.#splitter.push(text))),
      ...calls.flatMap((call) => this.#calls.push(call)),
    ];
  }

  /** The new part of a whole message: some servers repeat everything in each chunk, or at the end. */
  #new({ isWhole }: ChunkParts, text: string, before: string): string {
    if (!isWhole || before === '') return text;
    return text.length >= before.length && text.startsWith(before) ? text.slice(before.length) : text;
  }

  #deliver({ reasoning, text, before, calls }: AnswerPiece): ModelEvent[] {
    const events: ModelEvent[] = [];
    if (before === 'reasoning') {
      const held = (this.#held ?? '') + this.#turnMarks.take();
      if (this.#held !== null) this.#held = '';
      events.push({ type: 'text-was-reasoning' });
      if (held !== '') events.push({ type: 'reasoning-delta', text: held });
    }
    if (reasoning !== '') events.push({ type: 'reasoning-delta', text: reasoning });
    events.push(
      ...this.#giveText(this.#turnMarks.push(text)),
      ...calls.flatMap((call) => this.#calls.add(call)),
    );
    return events;
  }

  /** Holds text back while it may be a tool call. */
  #giveText(text: string): ModelEvent[] {
    if (text === '') return [];
    if (this.#held === null) return this.#show(text);
    this.#held += text;
    if (this.#held.length < MAX_CALL_LENGTH && mayBeCall(this.#held.slice(0, 80), this.#tools)) return [];
    const held = this.#held;
    this.#held = null;
    return this.#show(held);
  }

  #show(text: string): ModelEvent[] {
    const shown = this.#atEnd?.push(text) ?? text;
    this.#gaveText ||= shown.trim() !== '';
    return shown === '' ? [] : [{ type: 'text-delta', text: shown }];
  }

  /** Several servers send `stop` instead of `tool_calls`. */
  #whyStopped(isClear: boolean): StopReason {
    const reason = this.#stopReason ?? (isClear || !this.#calls.empty ? 'stop' : 'unclear');
    return reason === 'stop' && !this.#calls.empty ? 'tool-calls' : reason;
  }
}

/** The legacy form has one call and no index. */
function oldCall(given: unknown): unknown {
  return { index: 0, function: given };
}

function isError(reason: string): boolean {
  return /^(?:error|network_error|fail(?:ed|ure)?)$/i.test(reason);
}

function failedInside(reason: string) {
  return failureOf({
    message: 'The answer ended with an error.',
    code: 502,
    type: `finish_reason: ${reason}`,
  });
}

/** Finish reasons have many names; an unknown one is an ordinary end. */
function stopReasonOf(reason: string): StopReason {
  if (/length|limit|max_?(?:output_?)?tokens|context_window/i.test(reason)) return 'length';
  if (/insufficient|interrupt|abort|cancel|overload|timeout/i.test(reason)) return 'unclear';
  if (/filter|safety|sensitive|prohibited|blocklist|refusal|recitation|\bspii\b/i.test(reason))
    return 'filtered';
  return 'stop';
}
