/** What a native protocol wants back with the calls of an answer, as it is kept with them. */
import * as z from 'zod';
import type { FunctionCall } from '#shared/agents/content.ts';

/** A thought as Anthropic signed it, or one that it does not show. */
export const signedThoughtSchema = z.union([
  z.strictObject({ text: z.string(), signature: z.string() }),
  z.strictObject({ redacted: z.string() }),
]);
export type SignedThought = z.infer<typeof signedThoughtSchema>;

const anthropicExtra = z.object({ anthropic: z.object({ thoughts: z.array(signedThoughtSchema) }) });
/** The same form in which Google's door for OpenAI's protocol sends it. */
const googleExtra = z.object({ google: z.object({ thought_signature: z.string() }) });

/** The signed thoughts before a call; kept with the first call of an answer. */
export function signedThoughts({ extra }: FunctionCall): SignedThought[] {
  const read = anthropicExtra.safeParse(extra);
  return read.success ? read.data.anthropic.thoughts : [];
}

/** Google's signature of the thoughts that led to a call; null: none, as for calls of other models. */
export function thoughtSignature({ extra }: FunctionCall): string | null {
  const read = googleExtra.safeParse(extra);
  return read.success ? read.data.google.thought_signature : null;
}

export function withThoughts(thoughts: readonly SignedThought[]): NonNullable<FunctionCall['extra']> {
  return { anthropic: { thoughts: [...thoughts] } };
}

export function withSignature(signature: string): NonNullable<FunctionCall['extra']> {
  return { google: { thought_signature: signature } };
}
