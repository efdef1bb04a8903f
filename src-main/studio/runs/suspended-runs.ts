/** Changes of a run that is not active, made in its checkpoint only: nothing is built and no model is looked up. */
import { takeOverCandidates } from '#shared/agents/take-over-candidates.ts';
import { TuteeError } from '#shared/errors.ts';
import { withTakenOver } from '../../engine/people/run-state.ts';
import { readPendingAnswers, withPendingAnswers } from '../people/pending-answers.ts';
import type { KeptRun } from './run-views.ts';

/** Cancels a run that waits for a person. It can be resumed. */
export function cancelWaiting({ run, store }: KeptRun, at: number): void {
  const { state } = store.toResume(run.id);
  const { takenOver } = run;
  store.add(run.id, [], { status: 'cancelled', stopReason: 'Stopped.', state, takenOver, at });
}

/** Sets the agents that a person has taken over, for when the run is resumed. Throws `not_supported` when it cannot be. */
export function saveTakenOver({ run, store }: KeptRun, agents: readonly string[], at: number): void {
  const { state } = store.toResume(run.id);
  if (state === null)
    throw new TuteeError('not_supported', 'This run cannot be gone on with. Start it anew.');
  const { run: own, answers, calls } = readPendingAnswers(state);
  const { stopReason, requests, failure } = run;
  const status = run.status === 'interrupted' ? 'cancelled' : run.status;
  store.add(run.id, [], {
    status,
    stopReason,
    requests,
    failure,
    state: withPendingAnswers(withTakenOver(own, agents), answers, calls),
    takenOver: agents,
    at,
  });
}

/** Throws `invalid_input` unless a team of the component has an agent of this name. */
export function assertTeamAgent(component: unknown, agent: string): void {
  const names = takeOverCandidates(component);
  if (names.includes(agent)) return;
  const those = names.length === 0 ? 'nobody: it has no team' : names.join(', ');
  throw new TuteeError('invalid_input', `In this run you can speak for ${those}.`, { field: 'agent' });
}
