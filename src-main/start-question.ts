/**
 * Takes the place of the app while the user must decide how to start, because the database is empty and there are backups. It serves
 * `start.question` and `start.answer`; every other command fails with the error of the start.
 */
import { join } from 'node:path';
import { startingCommands } from '#shared/contract/starting.ts';
import { TuteeError, toErrorData } from '#shared/errors.ts';
import type { Result } from '#shared/result.ts';
import type { TuteeApp } from './shells/app.ts';
import { prepareRestore } from './store/backups/backup-file.ts';
import { restoringPath } from './store/file/unfinished-files.ts';
import { replaceDatabase } from './store/backups/replace-database.ts';
import { fileTimestamp } from './disk/file-timestamp.ts';
import { listBackups } from './transfer/backup-list.ts';

export function isQuestion(thrown: unknown): thrown is TuteeError {
  return thrown instanceof TuteeError && thrown.code === 'database_empty';
}

/**
 * @param asked the error of the start.
 * @param start starts the app again; `empty`: with an empty database.
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

/** Restores the newest backup that is whole. Throws the failure of the last one tried. */
function restoreNewest(dataDir: string, names: readonly string[]): void {
  let failure: unknown = new TuteeError('not_found', 'There is no backup any more.');
  for (const name of names) {
    try {
      prepareRestore(join(dataDir, 'backups', name), restoringPath(dataDir));
    } catch (thrown) {
      failure = thrown;
      continue;
    }
    replaceDatabase(dataDir, `tutee-before-restore-${fileTimestamp(Date.now())}.db`);
    return;
  }
  throw failure;
}
