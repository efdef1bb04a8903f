import type { CommandInput } from '../../../../shared/contract/commands.ts';
import type { Result } from '../../../../shared/result.ts';
import type { RunView } from '../../../state/runs/run-reducer.ts';

/** A question that a run asks a person. */
export type RunRequest = RunView['requests'][number];

/** Sends the answer; a failure is shown in the form. */
export type Decide = (answer: CommandInput<'runs.answer'>['answer']) => Promise<Result<unknown>>;

/** The request that the composer answers: the only one, when it asks for text. */
export function answeredInField({ requests }: Pick<RunView, 'requests'>): RunRequest | null {
  const [only, ...others] = requests;
  return only?.purpose === 'answer' && others.length === 0 ? only : null;
}
