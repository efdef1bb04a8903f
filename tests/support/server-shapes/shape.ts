import type { ErrorCode } from '#shared/errors.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import type { TokenUsage } from '#shared/conversation.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import type { NativeProtocol } from '#shared/models/provider.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import type { Behaviour } from '../openai-server.ts';

/** One way in which a real server answers, and what a person should get from it. */
export interface ServerShape {
  /** Unique; the path under which the server of shapes answers this way. */
  readonly name: string;
  /** One for each chat request; the last one stays. */
  readonly answers: readonly Behaviour[];
  /** What is asked; absent: one greeting. */
  readonly asks?: Partial<ModelRequest>;
  /** Absent: OpenAI's. */
  readonly protocol?: NativeProtocol;
  /** The key that is sent; absent: none. */
  readonly key?: string;
  readonly gets: Outcome;
}

export interface Outcome {
  /** The whole text of the answer; absent: none. */
  readonly text?: string;
  /** The thoughts beside it; absent: none. */
  readonly thoughts?: string;
  readonly calls?: readonly { readonly name: string; readonly arguments: string }[];
  /** What must be kept with the first call. */
  readonly extra?: FunctionCall['extra'];
  /** Absent: not looked at. */
  readonly usage?: TokenUsage;
  /** Why it ended; absent: any reason that is not a failure, unless `code` is given. */
  readonly ends?: StopReason;
  /** The failure; absent: none. */
  readonly code?: ErrorCode;
  /** Words of the server that must reach the person. */
  readonly says?: string;
  /** What our own words must contain: what to do. */
  readonly advises?: RegExp;
  /** How often the server is asked; absent: not counted. */
  readonly requests?: number;
  /** What the last request must contain. */
  readonly sends?: object;
}

export const tools = [
  {
    name: 'tide_table',
    description: 'Tells when the tide turns.',
    parameters: { type: 'object', properties: { port: { type: 'string' } } },
  },
  {
    name: 'moon_phase',
    description: 'Tells the phase of the moon.',
    parameters: { type: 'object', properties: { day: { type: 'string' } } },
  },
] as const;

/** A request that offers the tools above. */
export const withTools: Partial<ModelRequest> = { tools };

/** The messages of a request. */
export function messagesOf(body: Readonly<Record<string, unknown>> | null): Record<string, unknown>[] {
  return (body?.['messages'] ?? []) as Record<string, unknown>[];
}
