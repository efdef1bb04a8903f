import type { CommandInput } from '../../../../shared/contract/commands.ts';
import type { Result } from '../../../../shared/result.ts';
import type { RunView } from '../../../state/runs/run-log.ts';

/** What a person is asked in a run. */
export type RunRequest = RunView['requests'][number];

/** Gives the answer; a refusal is said where it was given. */
export type Decide = (answer: CommandInput<'runs.answer'>['answer']) => Promise<Result<unknown>>;

/** The request that the message field answers: the only one, when it asks for words. */
export function answeredInField({ requests }: Pick<RunView, 'requests'>): RunRequest | null {
  const [only, ...others] = requests;
  return only?.purpose === 'answer' && others.length === 0 ? only : null;
}
