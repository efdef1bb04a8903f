import { TuteeError } from '#shared/errors.ts';
import { fitMessages } from '#shared/models/fit-messages.ts';
import { NOTICED_WAIT } from '#shared/models/model.ts';
import type { ChatModel, ModelEvent, ModelRequest } from '#shared/models/model.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import { AnswerSplitter } from '../chat-models/parsing/answer-splitter.ts';
import type { AnswerPiece } from '../chat-models/parsing/answer-splitter.ts';
import { smallerBudget } from '../chat-models/token-budget.ts';
import { RepetitionGuard } from '../chat-models/parsing/repetition-guard.ts';
import { callGrammar, CallReader, callStart, requiredCallGrammar } from './call-text.ts';
import { grammarFor } from './json-grammar.ts';
import type { Ask, ModelRuntime, RuntimeEvent } from './model-runtime.ts';

/** The token limit of an answer if the request has none: a small model may never stop by itself. */
const LONGEST_ANSWER = 4_096;
/** The maximum number of times that one request is shortened. */
const MOST_SHORTENINGS = 8;

type TooLong = Extract<RuntimeEvent, { type: 'too-long' }>;

/** A chat model that runs inside Tutee. */
export class InsideChatModel implements ChatModel {
  readonly name: string;
  readonly local = true;
  readonly #runtime: ModelRuntime;
  readonly #path: string;

  /** @param path the path of its GGUF file */
  constructor(name: string, path: string, runtime: ModelRuntime) {
    this.name = name;
    this.#path = path;
    this.#runtime = runtime;
  }

  /** If the model cannot read the whole request, its oldest turns are omitted. */
  async *stream(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    refuseImages(request);
    let { messages } = request;
    for (let times = 0; ; times++) {
      const tooLong = yield* this.#ask({ ...request, messages }, signal);
      if (tooLong === null) return;
      const budget = smallerBudget(messages, tooLong);
      const fitted = fitMessages(request.messages, budget);
      if (times === MOST_SHORTENINGS || fitted.messages.length >= messages.length) throw refusal(tooLong);
      ({ messages } = fitted);
      yield { type: 'shortened', model: this.name, messages: fitted.leftOut };
    }
  }

  /** Returns null if it was answered. */
  async *#ask(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent, TooLong | null> {
    const reader = new AnswerReader(request);
    const guard = new RepetitionGuard();
    const began = performance.now();
    let told = -NOTICED_WAIT;
    for await (const event of this.#runtime.ask(this.#path, askOf(request), signal)) {
      switch (event.type) {
        case 'loading':
          if (performance.now() - began < told + NOTICED_WAIT) break;
          told = performance.now() - began;
          yield this.#loading(told);
          break;
        case 'text':
          yield* reader.push(event.text);
          if (!guard.push(event.text)) break;
          yield* reader.finish('repetition');
          yield { type: 'end', stopReason: 'repetition', usage: null };
          return null;
        case 'end': {
          yield* reader.finish(event.reason);
          const { promptTokens, completionTokens } = event;
          const stopReason = reader.stopReason(event.reason);
          yield { type: 'end', stopReason, usage: { promptTokens, completionTokens } };
          return null;
        }
        case 'too-long':
          return event;
      }
    }
    throw new TuteeError('malformed_stream', 'The answer broke off.');
  }

  #loading(ms: number): ModelEvent {
    const message = 'The model is being read into memory.';
    return { type: 'wait', reason: 'loading', model: this.name, ms: Math.round(ms), message };
  }
}

function refusal({ asked, window }: TooLong): TuteeError {
  const [has, reads] = [asked, window].map((tokens) => tokens.toLocaleString('en'));
  return new TuteeError(
    'context_too_long',
    `This message is too long for the model inside: about ${has} tokens, and it can read ${reads}. Shorten it, or choose another model.`,
  );
}

/** Earlier images were answered by another model; only their text is sent. */
function refuseImages({ messages }: ModelRequest): void {
  const last = messages.findLast(({ role }) => role === 'user');
  if (last?.role !== 'user' || typeof last.content === 'string') return;
  if (last.content.some(({ type }) => type === 'image'))
    throw new TuteeError(
      'images_not_supported',
      'The model inside cannot look at images. Send the message without them, or choose another model.',
    );
}

function askOf(request: ModelRequest): Ask {
  const {
    messages,
    tools = [],
    toolChoice = 'auto',
    temperature,
    maxTokens,
    responseSchema,
    effort,
  } = request;
  const named = typeof toolChoice === 'object' ? tools.filter(({ name }) => name === toolChoice.name) : tools;
  const usable = toolChoice === 'none' ? [] : named;
  const structured = responseSchema !== undefined;
  return {
    // Structured answers are not shown while they arrive, so they can wait for a chat.
    lane: structured ? 'background' : 'chat',
    messages,
    tools: usable,
    temperature: temperature ?? null,
    maxTokens: Math.min(maxTokens ?? LONGEST_ANSWER, LONGEST_ANSWER),
    grammar: structured
      ? grammarFor(responseSchema.schema)
      : (toolChoice === 'required' || typeof toolChoice === 'object') && usable.length > 0
        ? requiredCallGrammar(usable)
        : null,
    trigger: usable.length > 0 ? { text: callStart, grammar: callGrammar(usable) } : null,
    thinking: !structured && effort !== 'minimal',
  };
}

/** Turns the text of an answer into events: reasoning, text and calls separately. */
class AnswerReader {
  readonly #thoughts = new AnswerSplitter();
  readonly #calls: CallReader;
  #called = 0;

  constructor({ tools = [], toolChoice }: ModelRequest) {
    this.#calls = new CallReader(toolChoice === 'none' ? [] : tools);
  }

  *push(text: string): Generator<ModelEvent> {
    yield* this.#read(this.#thoughts.push(text));
  }

  *finish(reason: StopReason): Generator<ModelEvent> {
    yield* this.#read(this.#thoughts.flush());
    const { text, calls } = this.#calls.finish();
    if (text !== '') yield { type: 'text-delta', text };
    if (reason === 'stop') yield* this.#told(calls);
  }

  stopReason(reason: 'stop' | 'length'): StopReason {
    if (reason === 'length') return 'length';
    return this.#called > 0 ? 'tool-calls' : 'stop';
  }

  *#read({ reasoning, text: said, before }: AnswerPiece): Generator<ModelEvent> {
    if (before === 'reasoning') yield { type: 'text-was-reasoning' };
    if (reasoning !== '') yield { type: 'reasoning-delta', text: reasoning };
    if (said === '') return;
    const { text, calls } = this.#calls.push(said);
    if (text !== '') yield { type: 'text-delta', text };
    yield* this.#told(calls);
  }

  *#told(calls: readonly { name: string; arguments: string }[]): Generator<ModelEvent> {
    for (const { name, arguments: argumentsText } of calls) {
      this.#called += 1;
      const callId = `call_${this.#called}`;
      yield { type: 'tool-call-delta', callId, name, argumentsText };
      yield { type: 'tool-call-end', call: { id: callId, name, arguments: argumentsText } };
    }
  }
}
