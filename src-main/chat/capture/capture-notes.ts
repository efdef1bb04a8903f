/** Notes about learning that are shown under a message. */
import type { ErrorData } from '#shared/errors.ts';
import { TuteeError } from '#shared/errors.ts';

/** Shown if the model returned lessons that the message does not support. */
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

/** Shown if the message taught something by rules because the model could not be called. */
export function rulesAloneNote(error: ErrorData): ErrorData {
  return { ...error, message: `Learned without the model. ${error.message}` };
}

/** Shown if the answer failed and rules found nothing. */
export function notYetNote(error: ErrorData): ErrorData {
  return { ...error, message: 'Not learned yet. That follows when there is an answer.' };
}
