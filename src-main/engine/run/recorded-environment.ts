import * as z from 'zod';
import { TuteeError } from '#shared/errors.ts';
import { readState } from './read-state.ts';
import { systemEnvironment } from './run-context.ts';
import type { Environment } from './run-context.ts';

const recordingSchema = z.strictObject({
  type: z.literal('EnvironmentRecording'),
  version: z.literal(1),
  ids: z.array(z.string()),
  times: z.array(z.number()),
});
export type EnvironmentRecording = z.infer<typeof recordingSchema>;

/** Records the ids and times of a run. Together with the recording of its models they replay the run byte for byte. */
export function recordEnvironment(environment: Environment = systemEnvironment): Environment & {
  readonly recording: EnvironmentRecording;
} {
  const ids: string[] = [];
  const times: number[] = [];
  const keep = <T>(list: T[], value: T): T => {
    list.push(value);
    return value;
  };
  return {
    newId: () => keep(ids, environment.newId()),
    now: () => keep(times, environment.now()),
    get recording() {
      return { type: 'EnvironmentRecording' as const, version: 1 as const, ids: [...ids], times: [...times] };
    },
  };
}

/** Replays recorded ids and times in order. Throws `invalid_input` for an invalid recording; throws `invalid_output` when it is used up. */
export function replayEnvironment(recording: unknown): Environment {
  const { ids, times } = readState(recordingSchema, recording, 'a replay');
  const next = <T>(values: Iterator<T>): T => {
    const step = values.next();
    if (step.done !== true) return step.value;
    throw new TuteeError(
      'invalid_output',
      'The recording of this run is used up: the run goes on after its end.',
    );
  };
  const leftIds = ids.values();
  const leftTimes = times.values();
  return { newId: () => next(leftIds), now: () => next(leftTimes) };
}
