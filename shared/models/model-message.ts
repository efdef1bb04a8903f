import * as z from 'zod';
import {
  contentPartSchema,
  functionCallSchema,
  functionExecutionResultSchema,
  textOf,
} from '../agents/content.ts';
import { estimateTokens } from '../tokens.ts';

/** A message of a model request. */
export const modelMessageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: z.string() }),
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(contentPartSchema)]),
    /** The speaker where there are several; absent in a plain chat. */
    name: z.string().optional(),
    /** What Tutee adds to this one request, such as recalled memories: sent before the message, and no word of the user's. */
    notes: z.string().optional(),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.string(),
    toolCalls: z.array(functionCallSchema).optional(),
    /** The thoughts that led to the calls; some servers want them back with the results. */
    reasoning: z.string().optional(),
  }),
  /** The results of the tool calls of the assistant message before it. */
  z.strictObject({ role: z.literal('tool'), results: z.array(functionExecutionResultSchema) }),
]);
export type ModelMessage = z.infer<typeof modelMessageSchema>;

/** Roughly the cost of one image of usual size; servers differ and do not tell beforehand. */
export const IMAGE_TOKENS = 1_000;

/** The text of a message, tool results and notes included. */
export function modelMessageText(message: ModelMessage): string {
  if (message.role === 'tool') return message.results.map(({ content }) => content).join('\n');
  const text = textOf(message.content);
  const notes = message.role === 'user' ? (message.notes ?? '') : '';
  return notes === '' ? text : `${notes}\n\n${text}`;
}

/** The estimated size of a message in tokens; see estimateTokens. */
export function modelMessageTokens(message: ModelMessage): number {
  const text = estimateTokens(modelMessageText(message));
  if (message.role === 'assistant') {
    const calls = message.toolCalls ?? [];
    return text + estimateTokens(calls.map((call) => call.name + call.arguments).join(''));
  }
  if (message.role !== 'user' || typeof message.content === 'string') return text;
  return text + message.content.filter((part) => part.type === 'image').length * IMAGE_TOKENS;
}
