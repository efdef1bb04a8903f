import * as z from 'zod';

/** What the orchestrator does next; closed. */
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

/** What the orchestrator knows of the task in hand. */
export const taskLedgerSchema = z.strictObject({
  step: stepSchema,
  task: z.string(),
  facts: z.string(),
  /** The message with the plan in force, or the last one: where the orchestrator's view of the conversation begins. */
  planId: z.string().nullable(),
  /** Turns and new plans. */
  rounds: z.int().nonnegative(),
  stalls: z.int().nonnegative(),
  /** True after a new plan until somebody gets the word: everybody begins anew with it. */
  anew: z.boolean(),
  /** The answer to the task before this one; what was said after it is this task. */
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
