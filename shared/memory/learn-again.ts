import type { CaptureState } from '../conversation.ts';

/** Whether learning from a message can be tried again: it failed, or had to do without its model. */
export function canLearnAgain(capture: CaptureState | null): boolean {
  if (capture === null || capture.error === null) return capture?.status === 'failed';
  const { code, fault } = capture.error;
  // What was forgotten for good is not to come back.
  if (code === 'cancelled' || code === 'not_said') return false;
  return capture.status === 'failed' || (capture.status === 'done' && fault === 'model');
}
