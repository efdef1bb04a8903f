import * as z from 'zod';

/** The orchestrator's next step; a closed union. */
const stepSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('gather-facts') }),
  z.strictObject({ type: z.literal('plan') }),
  z.strictObject({ type: z.literal('judge-progress') }),
  z.strictObject({ type: z.literal('update-facts') }),
  z.strictObject({ type: z.literal('plan-anew') }),
  z.strictObject({ type: z.literal('instruct'), speaker: z.string(), words: z.string() }),
  z.strictObject({ type: z.literal('give-word'), speaker: z.string() }),
  z.strictObject({ type: z.literal('answer'), reason: z.string() }),
  z.strictObject({ type: z.literal('stop'), reason: z.string() }),
]);
export type OrchestratorStep = z.infer<typeof stepSchema>;

/** What the orchestrator knows about the current task. */
export const taskLedgerSchema = z.strictObject({
  step: stepSchema,
  task: z.string(),
  facts: z.string(),
  /** Id of the message with the current or last plan: the orchestrator's view of the conversation begins there. */
  planId: z.string().nullable(),
  /** Number of turns and re-plans. */
  rounds: z.int().nonnegative(),
  stalls: z.int().nonnegative(),
  /** True from a re-plan until the next speaker: all participants are reset then. */
  anew: z.boolean(),
  /** Id of the answer to the previous task; the messages after it are the current task. */
  answerId: z.string().nullable(),
});
export type TaskLedger = Readonly<z.infer<typeof taskLedgerSchema>>;

export const NO_TASK: TaskLedger = {
  step: { type: 'gather-facts' },
  task: '',
  facts: '',
  planId: null,
  rounds: 0,
  stalls: 0,
  anew: false,
  answerId: null,
};
