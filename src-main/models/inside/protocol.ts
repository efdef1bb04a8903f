/** Messages between the model's process and the main process. Plain data, because it crosses a process boundary. */
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

/** A request, with the form of the answer as a grammar (GBNF). */
export interface AskOrder {
  readonly type: 'ask';
  readonly id: number;
  /** background: waits while a chat is answered. Each lane keeps its own prompt, so that an unchanged beginning is not computed again. */
  readonly lane: Lane;
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  readonly temperature: number | null;
  /** The maximum number of tokens of the answer. */
  readonly maxTokens: number;
  /** Null: free text. */
  readonly grammar: string | null;
  /** Once the answer contains `text`, the rest must match this grammar. Null: never. */
  readonly trigger: { readonly text: string; readonly grammar: string } | null;
  /** False for structured answers: a template with optional reasoning is told to skip it. */
  readonly thinking: boolean;
  /** The answer so far, if another process of this model ended within it; the answer continues after it. */
  readonly begun: string;
}

export type Lane = 'chat' | 'background';

export type ToModel = LoadOrder | AskOrder | { readonly type: 'stop'; readonly id: number };

export type FromModel =
  /** The loaded share of the file, 0..1. */
  | { readonly type: 'loading'; readonly share: number }
  | { readonly type: 'loaded' }
  /** The file cannot be run; the process ends. */
  | { readonly type: 'unusable'; readonly error: ErrorData }
  | { readonly type: 'text'; readonly id: number; readonly text: string }
  | {
      readonly type: 'end';
      readonly id: number;
      readonly reason: 'stop' | 'length';
      /** Tokens of the whole prompt, and how many of them were still cached from the previous request. */
      readonly promptTokens: number;
      readonly keptTokens: number;
      readonly completionTokens: number;
    }
  /** The prompt has this many tokens, and the model can read this many. The request is over. */
  | { readonly type: 'too-long'; readonly id: number; readonly asked: number; readonly window: number }
  | { readonly type: 'failed'; readonly id: number; readonly error: ErrorData };
