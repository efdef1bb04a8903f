/** What the chat needs for asking models: for answers, titles and summaries. */
import type { RequestUsage } from '#shared/agents/message-base.ts';
import type { AnswerWait, TokenUsage } from '#shared/conversation.ts';
import type { ErrorData } from '#shared/errors.ts';
import type { ModelChoice } from '#shared/models/provider.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { CutReason } from '#shared/models/reasons.ts';
import type { ToolUse } from './tools.ts';

/** The models that chats may ask. */
export interface Models {
  /**
   * The model of a choice, with its parameters; without one, or where its provider is gone, that of the settings. Null in memory
   * mode. Throws a model error when one is configured but not available.
   */
  current(choice?: ModelChoice | null): Promise<ChatModel | null>;
  /** What is known of it without asking. */
  readingFacts(model: ChatModel): ReadingFacts;
}

/** What decides how much of the attachments a model gets, and whether it is offered tools. Null: not known. */
export interface ReadingFacts {
  readonly tools?: boolean | null;
  readonly vision: boolean | null;
  /** How much it reads at once, in tokens. */
  readonly context: number | null;
}

/** A chunk of an answer as it arrives. Reasoning is kept apart from the answer's text. */
export interface AnswerDelta {
  readonly text: string;
  readonly reasoning: string;
  /** True: all text before this chunk was reasoning. */
  readonly retracts?: boolean;
}

/** How an answer ended; a closed union, so that callers handle every case. */
export type AnswerOutcome =
  /** `cut`: why the answer is not whole; null when it is. */
  | { readonly status: 'complete'; readonly usage: TokenUsage | null; readonly cut: CutReason | null }
  | { readonly status: 'stopped' }
  /** The user decides about calls of tools; then it goes on. */
  | { readonly status: 'waiting' }
  | { readonly status: 'failed'; readonly error: ErrorData };

export interface Answered {
  readonly outcome: AnswerOutcome;
  /** The usage of its model requests as far as the server reported it, failed requests included. */
  readonly used: readonly RequestUsage[];
  /** How many of the oldest messages were left out, because the model cannot read them all. */
  readonly shortened: number;
}

export interface AnswerRequest {
  readonly model: ChatModel;
  /** The system message. */
  readonly instructions: string;
  /** The messages up to and including the one to answer, oldest first. */
  readonly history: readonly ModelMessage[];
  /** The date and the recalled memories: added to this one request, beside the message to answer, and never stored. */
  readonly notes: string;
  /** Absent: it is offered none. */
  readonly tools?: ToolUse;
  /** Called once, after the request was sent and before the first chunk. If it throws, the answer ends. */
  readonly onRequest: () => void;
  /** Called when the answer is delayed. */
  readonly onWait: (wait: AnswerWait) => void;
  /** Called with each chunk as it arrives. If it throws, the answer ends and the error is rethrown. */
  readonly onDelta: (delta: AnswerDelta) => void;
}

/**
 * Has a model answer a chat, as one run of the engine. It awaits neither disk nor timers before the request is sent. Failures
 * are returned as data; chunks that arrived before one stay.
 */
export type Answering = (request: AnswerRequest, signal: AbortSignal) => Promise<Answered>;

/**
 * Has a model summarise the beginning of a chat.
 * @param before the summary so far; null: none. @returns null when the model gave none. Throws what the model throws.
 */
export type Summarising = (
  model: ChatModel,
  before: string | null,
  messages: readonly ModelMessage[],
  signal: AbortSignal,
) => Promise<{ readonly text: string; readonly used: RequestUsage | null } | null>;

/**
 * Has a model give a chat a title.
 * @returns its answer, empty when it was cut. Throws what the model throws.
 */
export type AskTitle = (
  model: ChatModel,
  said: string,
  answer: string,
  signal: AbortSignal,
) => Promise<{ readonly title: string; readonly used: RequestUsage | null }>;

/** Sums of the usage of model requests, by agent. Temporary chats are not included. */
export interface UsageSums {
  add(agent: string, usage: RequestUsage, at: number): void;
}
