import { useState } from 'react';
import type { Result } from '../../../../shared/result.ts';
import { answerRun, currentRun, sayInRun, useChatRuns } from '../../../state/runs/chat-runs-store.ts';
import { useRunDetails } from '../../../state/runs/run-details-store.ts';
import { isActive } from '../../../state/runs/run-reducer.ts';
import type { Thread } from '../../../state/chat/thread.ts';
import { isComponent, membersOf, nameOf } from '../../agents/component/component-json.ts';
import { answeredInField } from '../requests/run-request.ts';
import { t } from '../../../language/translate.ts';

/** Whom the composer of a chat addresses. */
export interface RunTargetState {
  /** The run's name; null when the chat has no run or Tutee answers. */
  readonly name: string | null;
  /** Whether the run asks for text that is typed here. */
  readonly asked: boolean;
  /** Whether the run is active; every message then goes to it. */
  readonly on: boolean;
  /** Sends a text to the run; null: it goes to Tutee. */
  readonly say: ((text: string) => Promise<Result<unknown>>) | null;
  readonly placeholder: string | null;
  /** After a run: whether to continue it instead of addressing Tutee. */
  readonly toRun: boolean;
  readonly choose: (toRun: boolean) => void;
  /** Names to which the answer may hand over; empty when the person cannot choose. */
  readonly next: readonly string[];
  /** Null: back to whoever asked. */
  readonly handTo: string | null;
  readonly setHandTo: (name: string | null) => void;
}

/** While a run is active, messages go to it; afterwards to whoever spoke last, unless the user chooses. */
export function useRunTarget(conversationId: string | null, thread: Thread | undefined): RunTargetState {
  const run = useChatRuns(({ runs }) =>
    conversationId === null ? null : currentRun(runs.get(conversationId)),
  );
  const spokeLast = run !== null && thread?.messages.at(-1)?.runId === run.id;
  const [chosen, choose] = useState<boolean | null>(null);
  const [wanted, setHandTo] = useState<string | null>(null);
  const component = useRunDetails(({ details }) => (run === null ? null : details.get(run.id)?.component));
  // Once somebody else has spoken, the chat is an ordinary one again.
  if (run === null || !(isActive(run) || spokeLast)) {
    return {
      name: null,
      asked: false,
      on: false,
      say: null,
      placeholder: null,
      toRun: false,
      choose,
      ...nobody,
      setHandTo,
    };
  }
  const { id, name } = run;
  const on = isActive(run);
  const toRun = on || (chosen ?? spokeLast);
  const request = answeredInField(run);
  const next = request === null ? [] : handoffOptions(component, request.source);
  const handTo = wanted !== null && next.includes(wanted) ? wanted : null;
  const say = (text: string) =>
    request === null
      ? sayInRun(id, text)
      : answerRun(
          id,
          request.requestId,
          handTo === null ? { type: 'message', text } : { type: 'handoff', target: handTo, text },
        );
  return {
    name,
    asked: request !== null,
    on,
    say: toRun ? say : null,
    placeholder: toRun ? placeholderOf(on, request?.source ?? null, name) : null,
    toRun,
    choose,
    next,
    handTo,
    setHandTo,
  };
}

const nobody = { next: [], handTo: null } as const;

/** In a Swarm, the current speaker chooses the next one. */
function handoffOptions(component: unknown, person: string): readonly string[] {
  if (!isComponent(component) || component.provider !== 'Swarm') return [];
  return membersOf(component)
    .map((member) => nameOf(member.component))
    .filter((name) => name !== person);
}

function placeholderOf(on: boolean, asked: string | null, name: string): string {
  if (asked !== null) return t('Answer as {{name}}…', { name: asked });
  return on ? t('Say something to everybody in the run…') : t('Go on with {{name}}…', { name });
}
