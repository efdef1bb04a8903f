import { randomUUID } from 'node:crypto';
import type { ChatMessage } from '#shared/agents/chat-messages.ts';
import type { AgentMessage, Draft, MessageOf } from '#shared/agents/messages.ts';
import type { RunControl, RunJournal, RunTracer, UnfinishedCall, UnfinishedCallDecision } from '../ports.ts';

/** Source of ids and times. Fixed ones make a run reproducible byte for byte. */
export interface Environment {
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export const systemEnvironment: Environment = { newId: () => randomUUID(), now: Date.now };

/** Shared by everything inside one run. Passed along and never stored beyond the run. */
export interface RunContext extends Environment {
  /** Aborts when the run is cancelled or its reader stops reading. Nothing may keep working after that. */
  readonly signal: AbortSignal;
  /** Text added to the requests of this turn and never saved. */
  readonly notes?: readonly string[] | undefined;
  /** Messages from before this run, added to requests and never saved. */
  readonly priorMessages?: readonly ChatMessage[] | undefined;
  /** Called with the agent's name when a model request has been sent; an error it throws ends the run. */
  readonly onRequest?: ((source: string) => void) | undefined;
  /** Control from outside; absent when there is none. */
  readonly control?: RunControl | undefined;
  /** Absent: the run is not traced. */
  readonly tracer?: RunTracer | undefined;
  /** True: the turn was begun in an earlier segment, and an answer that it already had is the answer. */
  readonly continues?: boolean | undefined;
  /** Of the part of the run that has this context; absent: the run is not durable. */
  readonly journal?: RunJournal | undefined;
  /** Decides about a call that an earlier segment had begun; absent: it is not repeated, and the model is told. */
  readonly onUnfinishedCall?: OnUnfinishedCall | undefined;
}

export type OnUnfinishedCall = (
  call: UnfinishedCall,
  signal: AbortSignal,
) => UnfinishedCallDecision | Promise<UnfinishedCallDecision>;

/** Completes a draft into a message with id, time and default fields. */
export function stamp<Type extends AgentMessage['type']>(
  run: Environment,
  draft: Draft<Type>,
): MessageOf<Type> {
  const message = { id: run.newId(), createdAt: run.now(), modelsUsage: null, metadata: {}, ...draft };
  return message as unknown as MessageOf<Type>;
}

/** For a call that a program makes itself, outside of any run. */
export function outsideRun(signal: AbortSignal = new AbortController().signal): RunContext {
  return { ...systemEnvironment, signal };
}
