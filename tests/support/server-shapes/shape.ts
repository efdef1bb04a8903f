import type { ErrorCode } from '#shared/errors.ts';
import type { FunctionCall } from '#shared/agents/content.ts';
import type { TokenUsage } from '#shared/conversation.ts';
import type { ModelRequest } from '#shared/models/model.ts';
import type { NativeProtocol } from '#shared/models/provider.ts';
import type { StopReason } from '#shared/models/reasons.ts';
import type { Behaviour } from '../openai-server.ts';

/** One way in which a real server answers, and the expected result. */
export interface ServerShape {
  /** Unique; the path under which the test server answers in this way. */
  readonly name: string;
  /** One for each chat request; the last one repeats. */
  readonly answers: readonly Behaviour[];
  /** The request; absent: a greeting. */
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
  /** The reasoning; absent: none. */
  readonly thoughts?: string;
  readonly calls?: readonly { readonly name: string; readonly arguments: string }[];
  /** What must be stored with the first call. */
  readonly extra?: FunctionCall['extra'];
  /** Absent: not checked. */
  readonly usage?: TokenUsage;
  /** The stop reason; absent: any that is not a failure, unless `code` is given. */
  readonly ends?: StopReason;
  /** The failure; absent: none. */
  readonly code?: ErrorCode;
  /** Words of the server that must be shown to the user. */
  readonly says?: string;
  /** Matches the advice in our own message. */
  readonly advises?: RegExp;
  /** The number of requests; absent: not checked. */
  readonly requests?: number;
  /** Must be contained in the last request. */
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
