import * as z from 'zod';
import {
  contentPartSchema,
  functionCallSchema,
  functionExecutionResultSchema,
  textOf,
} from '../agents/content.ts';
import { estimateTokens } from '../tokens.ts';

/** What a request to a model is made of. */
export const modelMessageSchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('system'), content: z.string() }),
  z.strictObject({
    role: z.literal('user'),
    content: z.union([z.string(), z.array(contentPartSchema)]),
    /** Who said it, where several speak; absent for the one person of a plain chat. */
    name: z.string().optional(),
  }),
  z.strictObject({
    role: z.literal('assistant'),
    content: z.string(),
    toolCalls: z.array(functionCallSchema).optional(),
  }),
  /** The results of the calls of the assistant message before it. */
  z.strictObject({ role: z.literal('tool'), results: z.array(functionExecutionResultSchema) }),
]);
export type ModelMessage = z.infer<typeof modelMessageSchema>;

/** About what one picture costs at the usual size; servers differ, none says beforehand. */
const IMAGE_TOKENS = 1_000;

/** Everything in a message that is text, results of tools included. */
export function modelMessageText(message: ModelMessage): string {
  if (message.role === 'tool') return message.results.map(({ content }) => content).join('\n');
  return textOf(message.content);
}

/** An estimate, in tokens; see estimateTokens. */
export function modelMessageTokens(message: ModelMessage): number {
  const text = estimateTokens(modelMessageText(message));
  if (message.role === 'assistant') {
    const calls = message.toolCalls ?? [];
    return text + estimateTokens(calls.map((call) => call.name + call.arguments).join(''));
  }
  if (message.role !== 'user' || typeof message.content === 'string') return text;
  return text + message.content.filter((part) => part.type === 'image').length * IMAGE_TOKENS;
}
