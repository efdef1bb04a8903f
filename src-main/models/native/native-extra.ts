/** What a native protocol wants back with the calls of an answer, in the form in which it is stored with them. */
import * as z from 'zod';
import type { FunctionCall } from '#shared/agents/content.ts';

/** A reasoning block with Anthropic's signature, or a redacted one. */
export const signedThoughtSchema = z.union([
  z.strictObject({ text: z.string(), signature: z.string() }),
  z.strictObject({ redacted: z.string() }),
]);
export type SignedThought = z.infer<typeof signedThoughtSchema>;

const anthropicExtra = z.object({ anthropic: z.object({ thoughts: z.array(signedThoughtSchema) }) });
/** The form in which Google's OpenAI-compatible API sends it. */
const googleExtra = z.object({ google: z.object({ thought_signature: z.string() }) });

/** The signed reasoning before a call; stored with the first call of an answer. */
export function signedThoughts({ extra }: FunctionCall): SignedThought[] {
  const read = anthropicExtra.safeParse(extra);
  return read.success ? read.data.anthropic.thoughts : [];
}

/** Google's signature of the reasoning that led to a call; null: none, as for calls of other models. */
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
