/**
 * Stands in for the app while the user is asked how to begin: the database lost everything, and there are backups of it.
 * Answers what is asked and takes the answer; every other command fails with what is asked.
 */
import { join } from 'node:path';
import { startingCommands } from '#shared/contract/starting.ts';
import { TuteeError, toErrorData } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import type { TuteeApp } from './shells/app.ts';
import { prepareRestore } from './store/backups/backup-file.ts';
import { restoringPath } from './store/file/unfinished-files.ts';
import { replaceDatabase } from './store/backups/replace-database.ts';
import { listBackups, stamp } from './transfer/backup-list.ts';

export function isQuestion(thrown: unknown): thrown is TuteeError {
  return thrown instanceof TuteeError && thrown.code === 'database_empty';
}

/**
 * @param asked what the start failed with.
 * @param start starts the app with what is there now; `empty`: with nothing.
 */
export function askAtStart(
  dataDir: string,
  asked: TuteeError,
  start: (how: { readonly empty: boolean }) => Promise<void>,
): Omit<TuteeApp, 'events'> {
  const backups = () => listBackups(join(dataDir, 'backups'), Date.now());
  let answering = false;
  const answer = async (input: unknown) => {
    const parsed = startingCommands['start.answer'].input.safeParse(input);
    if (!parsed.success || answering) throw new TuteeError('invalid_input', 'Choose restore or empty, once.');
    answering = true;
    try {
      await begin(parsed.data.choice);
      return {};
    } finally {
      answering = false;
    }
  };
  const begin = async (choice: 'restore' | 'empty') => {
    if (choice === 'restore')
      restoreNewest(
        dataDir,
        backups().map(({ name }) => name),
      );
    await start({ empty: choice === 'empty' });
  };
  const carryOut = async (name: unknown, input: unknown): Promise<unknown> => {
    if (name === 'start.question')
      return { question: { message: asked.message, newest: backups()[0] ?? null } };
    if (name === 'start.answer') return answer(input);
    throw asked;
  };
  return {
    async dispatch(name, input): Promise<Result<unknown>> {
      try {
        return { ok: true, value: await carryOut(name, input) };
      } catch (thrown) {
        return { ok: false, error: toErrorData(thrown) };
      }
    },
    file: () => null,
    close: () => Promise.resolve(),
  };
}

/** Throws why not even the last one can be restored. */
function restoreNewest(dataDir: string, names: readonly string[]): void {
  let failure: unknown = new TuteeError('not_found', 'There is no backup any more.');
  for (const name of names) {
    try {
      prepareRestore(join(dataDir, 'backups', name), restoringPath(dataDir));
    } catch (thrown) {
      failure = thrown;
      continue;
    }
    replaceDatabase(dataDir, `tutee-before-restore-${stamp(Date.now())}.db`);
    return;
  }
  throw failure;
}
