/**
 * The log of a durable run: what it has paid for or caused, and checkpoints of its state. Append-only; the last checkpoint and the
 * steps after it (and those it names as open) are what a resumed run continues from.
 */
import * as z from 'zod';
import { functionCallSchema } from '#shared/agents/content.ts';
import { requestUsageSchema } from '#shared/agents/message-base.ts';
import { tokenUsageSchema } from '#shared/conversation.ts';
import { stopReasonSchema } from '#shared/models/reasons.ts';
import type { StepKind } from '../ports.ts';

/** A finished answer of a model, as its events are gathered. */
export const journaledAnswerSchema = z.strictObject({
  text: z.string(),
  reasoning: z.string(),
  calls: z.array(functionCallSchema),
  stopReason: stopReasonSchema,
  usage: tokenUsageSchema.nullable(),
  model: z.string().exactOptional(),
  cached: z.boolean().exactOptional(),
  alsoUsed: z.array(requestUsageSchema).exactOptional(),
});
export type JournaledAnswer = z.infer<typeof journaledAnswerSchema>;

const stepKinds = [
  'answer',
  'recall',
  'call-begun',
  'call-ended',
  'decision',
  'reply',
] as const satisfies StepKind[];

export const stepSchema = z.strictObject({
  type: z.literal('step'),
  /** Unique within the run. */
  id: z.int().nonnegative(),
  /** Names of the parts it happened in, such as a team's agent, outermost first. */
  path: z.array(z.string()),
  kind: z.enum(stepKinds),
  /** Identifies it within its part, such as a digest of a request. */
  key: z.string(),
  value: z.json(),
});
export type Step = z.infer<typeof stepSchema>;

const checkpointSchema = z.strictObject({
  type: z.literal('checkpoint'),
  /** From 1. */
  number: z.int().positive(),
  /** Milliseconds since 1970. */
  at: z.number(),
  state: z.json(),
  /** The id of the next step when the state was read: the state contains no step from there on, wherever they stand in the log. */
  nextStep: z.int().nonnegative(),
  /** Ids of earlier steps that the state does not contain yet. */
  open: z.array(z.int().nonnegative()),
  /** The last message before it; null: none. */
  message: z.strictObject({ source: z.string(), type: z.string(), text: z.string() }).nullable(),
  /** How the run ended here; null: it was going on. */
  outcome: z
    .strictObject({
      status: z.enum(['complete', 'waiting', 'cancelled', 'failed']),
      stopReason: z.string().nullable(),
    })
    .nullable(),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

export const logEntrySchema = z.discriminatedUnion('type', [stepSchema, checkpointSchema]);
export type LogEntry = z.infer<typeof logEntrySchema>;

/** What a run continues from. */
export interface LogEnd {
  /** Null: none was saved. */
  readonly checkpoint: Checkpoint | null;
  /** The steps that the state does not contain, oldest first. */
  readonly open: readonly Step[];
}

export function endOfLog(entries: readonly LogEntry[]): LogEnd {
  const at = entries.findLastIndex(({ type }) => type === 'checkpoint');
  const last = entries[at];
  const checkpoint = last?.type === 'checkpoint' ? last : null;
  return { checkpoint, open: openSteps(entries, checkpoint) };
}

/** The steps that the state of a checkpoint does not contain; null: all. */
export function openSteps(entries: readonly LogEntry[], checkpoint: Checkpoint | null): Step[] {
  const named = new Set(checkpoint?.open);
  const from = checkpoint?.nextStep ?? 0;
  return entries.flatMap((entry) =>
    entry.type === 'step' && (entry.id >= from || named.has(entry.id)) ? [entry] : [],
  );
}
