import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { functionCallSchema, functionExecutionResultSchema, memoryContentSchema } from './content.ts';
import { waitReasonSchema } from '../models/reasons.ts';
import { messageBase } from './message-base.ts';

/** Events inside an agent or a team: shown and stored, never delivered to the other participants. */

export const toolCallRequestEventSchema = z.strictObject({
  type: z.literal('ToolCallRequestEvent'),
  ...messageBase,
  content: z.array(functionCallSchema),
});
export const toolCallExecutionEventSchema = z.strictObject({
  type: z.literal('ToolCallExecutionEvent'),
  ...messageBase,
  content: z.array(functionExecutionResultSchema),
});
/** A person decided about tool calls before they ran. */
export const toolCallApprovalEventSchema = z.strictObject({
  type: z.literal('ToolCallApprovalEvent'),
  ...messageBase,
  callId: z.string(),
  decision: z.enum(['approved', 'edited', 'rejected']),
  /** The edited arguments, or the reason of the rejection; empty when none was given. */
  content: z.string(),
});
export const memoryQueryEventSchema = z.strictObject({
  type: z.literal('MemoryQueryEvent'),
  ...messageBase,
  content: z.array(memoryContentSchema),
});
/** A chunk of a message that is being written. `fullMessageId` is the id of the finished message. */
export const modelClientStreamingChunkEventSchema = z.strictObject({
  type: z.literal('ModelClientStreamingChunkEvent'),
  ...messageBase,
  fullMessageId: z.string().min(1),
  /** thought: the model's reasoning, separate from its answer. retracted: without content; all of the answer so far was reasoning. */
  channel: z.enum(['answer', 'thought', 'retracted']),
  content: z.string(),
});
export const thoughtEventSchema = z.strictObject({
  type: z.literal('ThoughtEvent'),
  ...messageBase,
  content: z.string(),
});
/** A request to a person. The run waits, or ends as `waiting` and is resumed with the answer. */
export const userInputRequestedEventSchema = z.strictObject({
  type: z.literal('UserInputRequestedEvent'),
  ...messageBase,
  requestId: z.string().min(1),
  /**
   * answer: for a message. approval: to approve `toolCall`. speaker: to select one of `choices`. budget: to decide, by one of
   * `choices`, how the run continues after half of its budget.
   */
  purpose: z.enum(['answer', 'approval', 'speaker', 'budget']),
  prompt: z.string(),
  toolCall: functionCallSchema.nullable(),
  choices: z.array(z.string()),
});
export type UserInputRequestedEvent = z.infer<typeof userInputRequestedEventSchema>;

export const selectSpeakerEventSchema = z.strictObject({
  type: z.literal('SelectSpeakerEvent'),
  ...messageBase,
  content: z.array(z.string()),
});
/** The reasoning of a selector or an orchestrator: its model's answer, a ledger. */
export const selectorEventSchema = z.strictObject({
  type: z.literal('SelectorEvent'),
  ...messageBase,
  content: z.string(),
});
export const codeGenerationEventSchema = z.strictObject({
  type: z.literal('CodeGenerationEvent'),
  ...messageBase,
  content: z.string(),
  codeBlocks: z.array(z.strictObject({ language: z.string(), code: z.string() })),
  retryAttempt: z.int().nonnegative(),
});
export const codeExecutionEventSchema = z.strictObject({
  type: z.literal('CodeExecutionEvent'),
  ...messageBase,
  exitCode: z.int(),
  output: z.string(),
  retryAttempt: z.int().nonnegative(),
});
/** The usage of a request whose answer is not in a message, so that the sums of a run are complete. */
export const usageEventSchema = z.strictObject({
  type: z.literal('UsageEvent'),
  ...messageBase,
  /** The purpose of the request, such as `selector`. */
  purpose: z.string(),
});
/** A model request is delayed; `ms` is the expected delay when it began. */
export const modelClientWaitEventSchema = z.strictObject({
  type: z.literal('ModelClientWaitEvent'),
  ...messageBase,
  /** See WaitReason; `content` says more. For `busy`, `loading` and `silence`, `ms` is how long nothing has come. */
  reason: waitReasonSchema,
  model: z.string(),
  ms: z.number().nonnegative(),
  content: z.string(),
});
/** The oldest messages were left out of a request, because the model cannot read them all. */
export const modelClientShortenedEventSchema = z.strictObject({
  type: z.literal('ModelClientShortenedEvent'),
  ...messageBase,
  model: z.string(),
  /** How many messages were left out. */
  messages: z.int().positive(),
});
/** A model gave no acceptable answer, for the reason in `content`, and the next one is asked. */
export const modelClientFallbackEventSchema = z.strictObject({
  type: z.literal('ModelClientFallbackEvent'),
  ...messageBase,
  model: z.string(),
  next: z.string(),
  content: z.string(),
});
/** A failure of the source, as data. */
export const errorEventSchema = z.strictObject({
  type: z.literal('ErrorEvent'),
  ...messageBase,
  error: errorDataSchema,
});

export const agentEventSchema = z.discriminatedUnion('type', [
  toolCallRequestEventSchema,
  toolCallExecutionEventSchema,
  toolCallApprovalEventSchema,
  memoryQueryEventSchema,
  modelClientStreamingChunkEventSchema,
  thoughtEventSchema,
  userInputRequestedEventSchema,
  selectSpeakerEventSchema,
  selectorEventSchema,
  codeGenerationEventSchema,
  codeExecutionEventSchema,
  usageEventSchema,
  modelClientWaitEventSchema,
  modelClientShortenedEventSchema,
  modelClientFallbackEventSchema,
  errorEventSchema,
]);
export type AgentEvent = z.infer<typeof agentEventSchema>;
