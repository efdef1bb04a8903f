import { TuteeError } from '#shared/errors.ts';
import { dotted, validate } from '#shared/validate.ts';
import type { RunLogStore } from '../ports.ts';
import { logEntrySchema } from './run-log.ts';
import type { Checkpoint, LogEntry } from './run-log.ts';

/** The entries of a run, oldest first. Rejects with `invalid_input` for one that cannot be read, and with what the store throws. */
export async function readLog(store: RunLogStore, runId: string): Promise<LogEntry[]> {
  const entries = await store.read(runId);
  return entries.map((entry, at) => {
    const parsed = validate(logEntrySchema, entry);
    if (parsed.ok) return parsed.value;
    const { path, message } = parsed.fault;
    throw new TuteeError(
      'invalid_input',
      `The log of the run “${runId}” cannot be read: entry ${at + 1}, ${dotted(path)}: ${message}`,
      { field: `${at}.${dotted(path)}` },
    );
  });
}

/** A point that a run can be forked from. */
export type RunCheckpoint = Pick<Checkpoint, 'number' | 'at' | 'message' | 'outcome'>;

/** The checkpoints of a run that are still stored, oldest first. */
export async function runCheckpoints(store: RunLogStore, runId: string): Promise<RunCheckpoint[]> {
  const entries = await readLog(store, runId);
  return entries.flatMap((entry) =>
    entry.type === 'checkpoint'
      ? [{ number: entry.number, at: entry.at, message: entry.message, outcome: entry.outcome }]
      : [],
  );
}

/**
 * Copies a run as it was at one of its checkpoints to another id, where it goes on by itself: with `run()` as before, or with another task.
 * Rejects with `not_found` for a checkpoint that is not stored, and with `invalid_input` for an id that is in use.
 */
export async function forkRun(
  store: RunLogStore,
  {
    from,
    to,
    checkpoint: number,
  }: { readonly from: string; readonly to: string; readonly checkpoint: number },
): Promise<void> {
  const entries = await readLog(store, from);
  const found = entries.find((entry) => entry.type === 'checkpoint' && entry.number === number);
  if (found?.type !== 'checkpoint')
    throw new TuteeError('not_found', `The run “${from}” has no checkpoint ${number} any more.`);
  if ((await store.read(to)).length > 0)
    throw new TuteeError('invalid_input', `There is a run “${to}” already.`, { field: 'to' });
  const named = new Set(found.open);
  const steps = entries.filter((entry) => entry.type === 'step' && named.has(entry.id));
  // A fork of what was going on may be given another task, so it counts as stopped there.
  const outcome = found.outcome ?? { status: 'cancelled' as const, stopReason: null };
  await store.replace(to, [...steps, { ...found, outcome }]);
}
