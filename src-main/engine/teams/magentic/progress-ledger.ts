import * as z from 'zod';
import { outputFormat } from '../../agents/output-format.ts';

const judged = <Answer extends z.ZodType>(answer: Answer) => z.strictObject({ reason: z.string(), answer });

/** AutoGen's keys. */
const form = z.strictObject({
  is_request_satisfied: judged(z.boolean()),
  is_in_loop: judged(z.boolean()),
  is_progress_being_made: judged(z.boolean()),
  next_speaker: judged(z.string()),
  instruction_or_question: judged(z.string()),
});

/** The progress of the work as judged by the orchestrator's model. */
export type ProgressLedger = z.infer<typeof form>;

/** The answer format for a team with these names. In a team of one, `next_speaker` may be anything. */
export function progressFormat(names: readonly string[]) {
  const checked = form.refine(
    ({ is_request_satisfied: satisfied, next_speaker: next }) =>
      satisfied.answer || names.length === 1 || names.includes(next.answer),
    { path: ['next_speaker', 'answer'], error: `It must be one of: ${names.join(', ')}.` },
  );
  return outputFormat('progress_ledger', checked);
}

/** Throws `invalid_output` when the answer does not match the format. */
export function readProgress(text: string, format: ReturnType<typeof progressFormat>): ProgressLedger {
  return form.parse(format.parse(text));
}
