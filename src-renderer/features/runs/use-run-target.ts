import { useState } from 'react';
import type { Result } from '../../../shared/result.ts';
import { answerRun, currentRun, sayInRun, useChatRuns } from '../../state/chat-runs.ts';
import { isOn } from '../../state/run-log.ts';
import type { Thread } from '../../state/thread.ts';
import { answeredInField } from './run-request.ts';

/** Whom the message field of a chat speaks to. */
export interface RunTargetState {
  /** The run's name; null: the chat has none, or Tutee answers here. */
  readonly name: string | null;
  /** Whether it asks for words, which are written here. */
  readonly asked: boolean;
  /** Whether the run is on, and what is sent goes to it in any case. */
  readonly on: boolean;
  /** Sends a text to the run; null: it goes to Tutee. */
  readonly say: ((text: string) => Promise<Result<unknown>>) | null;
  readonly placeholder: string | null;
  /** Chooses, after a run: on with it, or Tutee. */
  readonly toRun: boolean;
  readonly choose: (toRun: boolean) => void;
}

/** While a run is on, what is written goes into it; after it, to whoever spoke last, or whom the user chooses. */
export function useRunTarget(conversationId: string | null, thread: Thread | undefined): RunTargetState {
  const run = useChatRuns(({ runs }) =>
    conversationId === null ? null : currentRun(runs.get(conversationId)),
  );
  const spokeLast = run !== null && thread?.messages.at(-1)?.runId === run.id;
  const [chosen, choose] = useState<boolean | null>(null);
  // Once somebody else has spoken, the chat is an ordinary one again.
  if (run === null || !(isOn(run) || spokeLast)) {
    return { name: null, asked: false, on: false, say: null, placeholder: null, toRun: false, choose };
  }
  const { id, name } = run;
  const on = isOn(run);
  const toRun = on || (chosen ?? spokeLast);
  const request = answeredInField(run);
  const say = (text: string) =>
    request === null ? sayInRun(id, text) : answerRun(id, request.requestId, { type: 'message', text });
  return {
    name,
    asked: request !== null,
    on,
    say: toRun ? say : null,
    placeholder: toRun ? placeholderOf(on, request?.source ?? null, name) : null,
    toRun,
    choose,
  };
}

function placeholderOf(on: boolean, asked: string | null, name: string): string {
  if (asked !== null) return `Answer as ${asked}…`;
  return on ? 'Say something to everybody in the run…' : `Go on with ${name}…`;
}
