/** What the process of the model inside and the main side say to each other. Plain data: it crosses a process boundary. */
import type { ErrorData } from '#shared/errors.ts';
import type { ModelMessage } from '#shared/models/model-message.ts';
import type { ModelTool } from '#shared/models/model.ts';

/** A model file and how it is run. */
export interface LoadOrder {
  readonly type: 'load';
  /** Absolute path of the GGUF file. */
  readonly path: string;
  /** The chat template of the file (Jinja). */
  readonly template: string;
  readonly threads: number;
  /** The context of each of the two sequences, in tokens. */
  readonly contextTokens: number;
}

/** A request, with what the answer must look like as a grammar (GBNF). */
export interface AskOrder {
  readonly type: 'ask';
  readonly id: number;
  /** background: waits while a chat is answered. Each lane keeps its own prompt, so that the same beginning costs nothing again. */
  readonly lane: Lane;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  readonly temperature: number | null;
  /** The most tokens of the answer. */
  readonly maxTokens: number;
  /** Null: free text. */
  readonly grammar: string | null;
  /** Once the answer contains `text`, the rest obeys this grammar. Null: never. */
  readonly trigger: { readonly text: string; readonly grammar: string } | null;
  /** False for structured answers: a template that lets a model think is told not to. */
  readonly thinking: boolean;
  /** The answer so far, when another process of this model ended in the middle of it; the answer goes on after it. */
  readonly begun: string;
}

export type Lane = 'chat' | 'background';

export type ToModel = LoadOrder | AskOrder | { readonly type: 'stop'; readonly id: number };

export type FromModel =
  /** The share of the file that is loaded, 0..1. */
  | { readonly type: 'loading'; readonly share: number }
  | { readonly type: 'loaded' }
  /** The file cannot be run; the process ends. */
  | { readonly type: 'unusable'; readonly error: ErrorData }
  | { readonly type: 'text'; readonly id: number; readonly text: string }
  | {
      readonly type: 'end';
      readonly id: number;
      readonly reason: 'stop' | 'length';
      /** Tokens of the whole prompt, and of them those that were still known from the request before. */
      readonly promptTokens: number;
      readonly keptTokens: number;
      readonly completionTokens: number;
    }
  /** The prompt has so many tokens, and the model can read so many. The request is over. */
  | { readonly type: 'too-long'; readonly id: number; readonly asked: number; readonly window: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: ErrorData };
