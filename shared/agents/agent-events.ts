import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { functionCallSchema, functionExecutionResultSchema, memoryContentSchema } from './content.ts';
import { messageBase } from './message-base.ts';

/** What happens inside an agent or a team: shown and kept, never delivered to the other participants. */

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
  /** What was changed, or why it was rejected; empty when nothing was said. */
  content: z.string(),
});
export const memoryQueryEventSchema = z.strictObject({
  type: z.literal('MemoryQueryEvent'),
  ...messageBase,
  content: z.array(memoryContentSchema),
});
/** A piece of an answer as it is written. `fullMessageId` is the id that the finished message will have. */
export const modelClientStreamingChunkEventSchema = z.strictObject({
  type: z.literal('ModelClientStreamingChunkEvent'),
  ...messageBase,
  fullMessageId: z.string().min(1),
  /** thought: the model's reasoning, apart from its answer. */
  channel: z.enum(['answer', 'thought']),
  content: z.string(),
});
export const thoughtEventSchema = z.strictObject({
  type: z.literal('ThoughtEvent'),
  ...messageBase,
  content: z.string(),
});
/** A person is asked. The run waits, or ends as `waiting` and is resumed when the answer is there. */
export const userInputRequestedEventSchema = z.strictObject({
  type: z.literal('UserInputRequestedEvent'),
  ...messageBase,
  requestId: z.string().min(1),
  /**
   * answer: to say something. approval: to allow `toolCall`. speaker: to choose among `choices`. budget: whether the run goes
   * on beyond half of its budget, by one of `choices`.
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
/** What a selector or an orchestrator considered: its model's words, a ledger. */
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
/** What a request used whose answer is in no message of its own, so that sums over a run are complete. */
export const usageEventSchema = z.strictObject({
  type: z.literal('UsageEvent'),
  ...messageBase,
  /** What the request was for, such as `selector`. */
  purpose: z.string(),
});
/** Nothing is asked for a while: why, and for how long as far as was known when it began. */
export const modelClientWaitEventSchema = z.strictObject({
  type: z.literal('ModelClientWaitEvent'),
  ...messageBase,
  /** limit: requests are held back on this side; `content` is how many in which time. retry: the last one failed as `content` says. */
  reason: z.enum(['limit', 'retry']),
  model: z.string(),
  ms: z.number().nonnegative(),
  content: z.string(),
});
/** A model gave no answer that will do, for the reason that `content` says, and the next one is asked. */
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
  modelClientFallbackEventSchema,
  errorEventSchema,
]);
export type AgentEvent = z.infer<typeof agentEventSchema>;
