import * as z from 'zod';
import type { FunctionCall } from '../agents/content.ts';
import type { RequestUsage } from '../agents/message-base.ts';
import type { TokenUsage } from '../conversation.ts';
import type { ModelMessage } from './model-message.ts';
import type { StopReason, WaitReason } from './reasons.ts';
import { providerStateSchema } from './offered-model.ts';
import { providerIdSchema } from './provider.ts';
import type { Effort } from './parameters.ts';

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
  /** True: the server is asked to keep the arguments to the schema, which then must be closed, with all keys required. */
  readonly strict?: boolean;
}

/** auto: the model decides. required: it must call a tool. none: it sees the tools but must not call any. A name: it must call that tool. */
export type ToolChoice = 'auto' | 'required' | 'none' | { readonly name: string };

export interface ModelRequest {
  readonly messages: readonly ModelMessage[];
  readonly tools?: readonly ModelTool[];
  /** Absent: auto. Ignored without tools. */
  readonly toolChoice?: ToolChoice;
  /** The most tokens in the answer; absent: the server's default. */
  readonly maxTokens?: number;
  readonly temperature?: number;
  /** How long a reasoning model should think; absent: the server's default. */
  readonly effort?: Effort;
  readonly responseSchema?: ResponseSchema;
  readonly topP?: number;
  /** The answer ends before one of these texts. */
  readonly stop?: readonly string[];
  readonly seed?: number;
  /** Further HTTP headers of this request; their values may be secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Further keys of the body, as the server names them. */
  readonly extraBody?: Readonly<Record<string, unknown>>;
  /** From sending to the end of the answer, in ms; absent: as long as the client waits. */
  readonly timeoutMs?: number;
}

/**
 * An event in the stream of a model. Reasoning is separate from the answer; exactly one `end` comes last. The arguments of a tool call
 * arrive as deltas; `tool-call-end` repeats the whole call, so consumers of whole calls need only that event. Notices (`isNotice`)
 * are no part of the answer.
 */
export type ModelEvent =
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'reasoning-delta'; readonly text: string }
  /** All text so far was reasoning: some models close their thoughts without ever having opened them. At most once. */
  | { readonly type: 'text-was-reasoning' }
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

/** What happens to a request beside its answer. */
export type ModelNotice =
  | {
      readonly type: 'wait';
      readonly reason: WaitReason;
      readonly model: string;
      /** limit, retry: the expected delay. loading, silence: how long nothing has come. */
      readonly ms: number;
      /** limit: the limit. retry: how the last request failed. */
      readonly message: string;
    }
  /** The oldest messages were left out, because the model cannot read them all. Sent for each attempt; the last one counts. */
  | {
      readonly type: 'shortened';
      readonly model: string;
      /** How many messages were left out. */
      readonly messages: number;
    }
  /** `model` gave no acceptable answer, and `next` is asked instead. */
  | { readonly type: 'fallback'; readonly model: string; readonly next: string; readonly message: string };

/** Shorter delays are not reported, in ms. */
export const NOTICED_WAIT = 1_000;

export function isNotice(event: ModelEvent): event is ModelNotice {
  return event.type === 'wait' || event.type === 'fallback' || event.type === 'shortened';
}

/** The answer so far: its text, and the reasoning apart from it. */
export interface GatheredText {
  readonly text: string;
  readonly reasoning: string;
}

export const nothingGathered: GatheredText = { text: '', reasoning: '' };

/** What is gathered of an answer after one more event. */
export function gather({ text, reasoning }: GatheredText, event: ModelEvent): GatheredText {
  if (event.type === 'text-delta') return { text: text + event.text, reasoning };
  if (event.type === 'reasoning-delta') return { text, reasoning: reasoning + event.text };
  return event.type === 'text-was-reasoning'
    ? { text: '', reasoning: reasoning + text }
    : { text, reasoning };
}

/** What a model can do. Null: not known. */
export interface ModelInfo {
  /** Its name without dates and the like, such as `gpt4o`. */
  readonly family: string;
  readonly vision: boolean | null;
  readonly functionCalling: boolean | null;
  readonly structuredOutput: boolean | null;
  /** How much it reads at once, in tokens. */
  readonly contextWindow: number | null;
}

/**
 * A chat model. `stream` throws TuteeError with a model code; after `signal` aborts it throws code `cancelled`
 * and the connection is closed.
 */
export interface ChatModel {
  readonly name: string;
  /** True when requests never leave this machine. */
  readonly local: boolean;
  /** The id of its provider; absent: none, as for a scripted model. */
  readonly provider?: string;
  /** True when its server probably answers one request after the other, as those on this machine or in its network do. */
  readonly takesTurns?: boolean;
  /** Absent: nothing is known. */
  readonly info?: ModelInfo;
  stream(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/** A server that speaks the OpenAI protocol, found on this machine. */
export const detectedServerSchema = z.strictObject({
  kind: z.enum(['ollama', 'lmstudio', 'llamacpp', 'vllm', 'jan']),
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
  /** The default provider; absent in memory mode and for a scripted model. */
  provider: providerIdSchema.exactOptional(),
  /** What is known about each provider. */
  providers: z.array(providerStateSchema).exactOptional(),
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
