/** What changes a run that stands still, in what is kept of it alone: nothing is built, and no model is looked for. */
import { spokenFor } from '#shared/agents/team-members.ts';
import { TuteeError } from '#shared/errors.ts';
import { withTakenOver } from '../../engine/people/run-state.ts';
import { readAnswers, withAnswers } from '../people/given-answers.ts';
import type { KeptRun } from './run-views.ts';

/** One that waits for a person waits no more; it can be resumed. */
export function stopWaiting({ run, store }: KeptRun, at: number): void {
  const { state } = store.toResume(run.id);
  const { takenOver } = run;
  store.add(run.id, [], { status: 'cancelled', stopReason: 'Stopped.', state, takenOver, at });
}

/** When it goes on, a person speaks for these agents and for nobody else. Throws `not_supported` when it cannot go on. */
export function takeOverStanding({ run, store }: KeptRun, agents: readonly string[], at: number): void {
  const { state } = store.toResume(run.id);
  if (state === null)
    throw new TuteeError('not_supported', 'This run cannot be gone on with. Start it anew.');
  const { run: own, answers } = readAnswers(state);
  const { stopReason, requests, failure } = run;
  const status = run.status === 'interrupted' ? 'cancelled' : run.status;
  store.add(run.id, [], {
    status,
    stopReason,
    requests,
    failure,
    state: withAnswers(withTakenOver(own, agents), answers),
    takenOver: agents,
    at,
  });
}

/** Throws `invalid_input` for a name that is no agent's of a team. */
export function refuseStranger(component: unknown, agent: string): void {
  const names = spokenFor(component);
  if (names.includes(agent)) return;
  const those = names.length === 0 ? 'nobody: it has no team' : names.join(', ');
  throw new TuteeError('invalid_input', `In this run you can speak for ${those}.`, { field: 'agent' });
}
