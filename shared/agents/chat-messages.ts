import * as z from 'zod';
import { modelMessageSchema } from '../models/model-message.ts';
import { contentPartSchema, functionCallSchema, functionExecutionResultSchema } from './content.ts';
import { messageBase } from './message-base.ts';

/** What agents say to each other: delivered to the other participants and kept in their context. */

export const textMessageSchema = z.strictObject({
  type: z.literal('TextMessage'),
  ...messageBase,
  content: z.string(),
});
export type TextMessage = z.infer<typeof textMessageSchema>;

export const multiModalMessageSchema = z.strictObject({
  type: z.literal('MultiModalMessage'),
  ...messageBase,
  content: z.array(contentPartSchema),
});
export type MultiModalMessage = z.infer<typeof multiModalMessageSchema>;

/** An answer in an agreed form: a JSON value that was checked against the schema of that name. */
export const structuredMessageSchema = z.strictObject({
  type: z.literal('StructuredMessage'),
  ...messageBase,
  format: z.string(),
  content: z.json(),
});
export type StructuredMessage = z.infer<typeof structuredMessageSchema>;

/** Asks that the conversation end. */
export const stopMessageSchema = z.strictObject({
  type: z.literal('StopMessage'),
  ...messageBase,
  content: z.string(),
});
export type StopMessage = z.infer<typeof stopMessageSchema>;

/** Gives the word to another participant, or to a person outside. */
export const handoffMessageSchema = z.strictObject({
  type: z.literal('HandoffMessage'),
  ...messageBase,
  target: z.string(),
  content: z.string(),
  /** What the target needs to know beyond what everybody heard: the tool calls made beside the handoff. */
  context: z.array(modelMessageSchema),
});
export type HandoffMessage = z.infer<typeof handoffMessageSchema>;

/** The results of tools as an agent's answer, without another word from its model. */
export const toolCallSummaryMessageSchema = z.strictObject({
  type: z.literal('ToolCallSummaryMessage'),
  ...messageBase,
  content: z.string(),
  toolCalls: z.array(functionCallSchema),
  results: z.array(functionExecutionResultSchema),
});
export type ToolCallSummaryMessage = z.infer<typeof toolCallSummaryMessageSchema>;

export const chatMessageSchema = z.discriminatedUnion('type', [
  textMessageSchema,
  multiModalMessageSchema,
  structuredMessageSchema,
  stopMessageSchema,
  handoffMessageSchema,
  toolCallSummaryMessageSchema,
]);
export type ChatMessage = z.infer<typeof chatMessageSchema>;
