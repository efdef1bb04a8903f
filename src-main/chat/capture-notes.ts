/** What is said under a message about learning from it. */
import type { ErrorData } from '#shared/errors.ts';
import { TuteeError } from '#shared/errors.ts';

/** Shown under a message of which a model made more than it says. */
export function droppedNote(dropped: number): ErrorData | null {
  if (dropped === 0) return null;
  const what = dropped === 1 ? 'One thing' : `${dropped} things`;
  return new TuteeError(
    'not_said',
    `${what} that the model took from this message ${dropped === 1 ? 'was' : 'were'} not kept, because your words do not say it.`,
  ).toData();
}

export function forgottenError(): TuteeError {
  return new TuteeError('cancelled', 'Nothing was learned from this: words of it were forgotten for good.');
}

/** Shown under a message that taught something by rules, since the model could not be asked. */
export function rulesAloneNote(error: ErrorData): ErrorData {
  return { ...error, message: `Learned without the model. ${error.message}` };
}

/** Shown under a message whose answer failed and that taught nothing by rules. */
export function notYetNote(error: ErrorData): ErrorData {
  return { ...error, message: 'Not learned yet. That follows when there is an answer.' };
}
