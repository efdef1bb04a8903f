import * as z from 'zod';
import type { FunctionCall } from '../agents/content.ts';
import type { RequestUsage } from '../agents/message-base.ts';
import type { TokenUsage } from '../conversation.ts';
import type { ModelMessage } from './model-message.ts';

/** Requests a structured answer by JSON schema (draft 2020-12, strict subset of OpenAI's structured outputs). */
export interface ResponseSchema {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A tool as a model sees it. `parameters` is a JSON schema of type object. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** auto: the model decides. required: it must call a tool. none: it sees the tools but must not call any. */
export type ToolChoice = 'auto' | 'required' | 'none';

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ModelTool[];
  /** Absent: auto. Ignored without tools. */
  readonly toolChoice?: ToolChoice;
  /** The most tokens in the answer; absent: the server's default. */
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly responseSchema?: ResponseSchema;
}

/**
 * An event in the stream of a model. Reasoning is separate from the answer; exactly one `end` comes last. The arguments of a tool call
 * arrive as deltas; `tool-call-end` repeats the whole call, so consumers of whole calls need only that event. Notices (`isNotice`)
 * come before the first delta and explain a delay.
 */
export type ModelEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  | {
      readonly type: 'tool-call-delta';
      readonly callId: string;
      readonly name: string;
      readonly argumentsText: string;
    }
  | { readonly type: 'tool-call-end'; readonly call: FunctionCall }
  | ModelNotice
  | {
      readonly type: 'end';
      readonly stopReason: StopReason;
      readonly usage: TokenUsage | null;
      /** The model that answered, when it is not the one that was asked (a fallback). */
      readonly model?: string;
      /** True for a cached answer: it cost nothing. */
      readonly cached?: boolean;
      /** The usage of other requests behind this answer, such as rejected answers of other models. */
      readonly alsoUsed?: readonly RequestUsage[];
    };

/** Why an answer is delayed, before its first delta. It is not part of the answer. */
export type ModelNotice =
  /** limit: a rate limit of our own. retry: the last request failed and is repeated; sent for any delay, however short. */
  | {
      readonly type: 'wait';
      readonly reason: 'limit' | 'retry';
      readonly model: string;
      /** The expected delay. */
      readonly ms: number;
      /** limit: the limit. retry: how the last request failed. */
      readonly message: string;
    }
  /** `model` gave no acceptable answer, and `next` is asked instead. */
  | { readonly type: 'fallback'; readonly model: string; readonly next: string; readonly message: string };

/** Shorter delays are not reported, in ms. */
export const NOTICED_WAIT = 1_000;

export function isNotice(event: ModelEvent): event is ModelNotice {
  return event.type === 'wait' || event.type === 'fallback';
}

/**
 * length: the answer reached the token limit. filtered: the server's content filter stopped it. tool-calls: the model waits for the
 * results of its calls.
 */
export type StopReason = 'stop' | 'length' | 'filtered' | 'tool-calls';

/**
 * A chat model. `stream` throws TuteeError with a model code; after `signal` aborts it throws code `cancelled`
 * and the connection is closed.
 */
export interface ChatModel {
  readonly name: string;
  /** True when requests never leave this machine. */
  readonly local: boolean;
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/** A server that speaks the OpenAI protocol, found on this machine. */
export const detectedServerSchema = z.strictObject({
  kind: z.enum(['ollama', 'lmstudio']),
  baseUrl: z.string(),
  models: z.array(z.string()),
});
export type DetectedServer = z.infer<typeof detectedServerSchema>;

/** The model that answers now. memory: none is connected; Tutee answers from memory alone. */
export const modelStatusSchema = z.strictObject({
  mode: z.enum(['memory', 'model']),
  /** Null in memory mode, or when the first model the server offers will be taken. */
  model: z.string().nullable(),
  baseUrl: z.string().nullable(),
  /** True when requests never leave this machine. */
  local: z.boolean(),
});
export type ModelStatus = z.infer<typeof modelStatusSchema>;

/** keychain: the system's. basic: scrambled only (Linux without a keyring). file: readable by this user account. */
export const keyProtectionSchema = z.enum(['keychain', 'basic', 'file']);

/** Where the key for a server comes from, and how it is protected. The key itself never reaches the page. */
export const keyStateSchema = z.strictObject({
  present: z.boolean(),
  source: z.enum(['environment', 'stored', 'none']),
  protection: keyProtectionSchema,
});
export type KeyState = z.infer<typeof keyStateSchema>;
