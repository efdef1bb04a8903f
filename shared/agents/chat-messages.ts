import * as z from 'zod';
import { modelMessageSchema } from '../models/model-message.ts';
import { contentPartSchema, functionCallSchema, functionExecutionResultSchema } from './content.ts';
import { messageBase } from './message-base.ts';

/** Messages between agents: delivered to the other participants and kept in their model contexts. */

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

/** A structured answer: a JSON value that was validated against the schema named `format`. */
export const structuredMessageSchema = z.strictObject({
  type: z.literal('StructuredMessage'),
  ...messageBase,
  format: z.string(),
  content: z.json(),
});
export type StructuredMessage = z.infer<typeof structuredMessageSchema>;

/** Asks to end the conversation. */
export const stopMessageSchema = z.strictObject({
  type: z.literal('StopMessage'),
  ...messageBase,
  content: z.string(),
});
export type StopMessage = z.infer<typeof stopMessageSchema>;

/** Hands off to another participant or to a person. */
export const handoffMessageSchema = z.strictObject({
  type: z.literal('HandoffMessage'),
  ...messageBase,
  target: z.string(),
  content: z.string(),
  /** What the target needs in addition to the messages: the tool calls made together with the handoff. */
  context: z.array(modelMessageSchema),
});
export type HandoffMessage = z.infer<typeof handoffMessageSchema>;

/** The results of tool calls as an agent's answer, without another model request. */
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
