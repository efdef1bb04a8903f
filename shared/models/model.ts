import * as z from 'zod';
import type { FunctionCall } from '../agents/content.ts';
import type { RequestUsage } from '../agents/message-base.ts';
import type { TokenUsage } from '../conversation.ts';
import type { ModelMessage } from './model-message.ts';

/** A structured answer asked for by JSON schema (draft 2020-12, strict subset of OpenAI's structured outputs). */
export interface ResponseSchema {
  readonly name: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

/** A tool as a model sees it: what it is called, what it is for, and its arguments as a JSON schema of type object. */
export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** auto: the model decides. required: it must call one. none: it sees the tools and must not call any. */
export type ToolChoice = 'auto' | 'required' | 'none';

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ModelTool[];
  /** Absent: auto. Without tools it means nothing. */
  readonly toolChoice?: ToolChoice;
  /** At most so many tokens in the answer; undefined: the server's default. */
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly responseSchema?: ResponseSchema;
}

/**
 * What a model streams. Reasoning is kept apart from the answer; exactly one `end` comes last. The arguments of a tool
 * call arrive as deltas, each piece once; `tool-call-end` has the whole call, and whoever waits for whole calls needs no
 * other event. What stands before the first piece (`isNotice`) says why it takes so long.
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
      /** Which model answered, when it is not the one that was asked (a fallback). */
      readonly model?: string;
      /** True for an answer that was kept from an earlier request: it cost nothing. */
      readonly cached?: boolean;
      /** What other requests behind this answer used: answers that a filter turned down. */
      readonly alsoUsed?: readonly RequestUsage[];
    };

/** Why there is no answer yet, before its first piece: for whoever waits for it. It is no part of the answer. */
export type ModelNotice =
  /** limit: requests are held back on this side. retry: the last one failed, and the same is asked again, however short the wait. */
  | {
      readonly type: 'wait';
      readonly reason: 'limit' | 'retry';
      readonly model: string;
      /** How long, as far as is known when it begins. */
      readonly ms: number;
      /** limit: how many requests in which time. retry: how the last one failed. */
      readonly message: string;
    }
  /** `model` gave no answer that will do, and `next` is asked instead. */
  | { readonly type: 'fallback'; readonly model: string; readonly next: string; readonly message: string };

/** Below this nobody is told that there is a wait, in ms. */
export const NOTICED_WAIT = 1_000;

export function isNotice(event: ModelEvent): event is ModelNotice {
  return event.type === 'wait' || event.type === 'fallback';
}

/**
 * length: the token limit cut the answer. filtered: the server refused to go on. tool-calls: the model waits for the
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

/** Which model answers now. memory: none is connected, Tutee answers from memory alone. */
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

/** Where the key for a server comes from, and how well it is kept. The key itself never reaches the page. */
export const keyStateSchema = z.strictObject({
  present: z.boolean(),
  source: z.enum(['environment', 'stored', 'none']),
  protection: keyProtectionSchema,
});
export type KeyState = z.infer<typeof keyStateSchema>;
