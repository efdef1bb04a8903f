import * as z from 'zod';

/** A picture inside a message, as bytes: nothing is fetched when a message is read again later. */
export const imageSchema = z.strictObject({
  type: z.literal('image'),
  /** Such as `image/png`. */
  mediaType: z.string().min(1),
  /** Base64, without a `data:` prefix. */
  data: z.string().min(1),
});
export type Image = z.infer<typeof imageSchema>;

export const textPartSchema = z.strictObject({ type: z.literal('text'), text: z.string() });
export const contentPartSchema = z.discriminatedUnion('type', [textPartSchema, imageSchema]);
export type ContentPart = z.infer<typeof contentPartSchema>;

/** A tool call as a model wrote it. `arguments` is its raw text: it may be bad JSON, and that is answered, not hidden. */
export const functionCallSchema = z.strictObject({
  /** Made by the model's server; ties the call to its result. */
  id: z.string(),
  name: z.string(),
  arguments: z.string(),
});
export type FunctionCall = z.infer<typeof functionCallSchema>;

export const functionExecutionResultSchema = z.strictObject({
  callId: z.string(),
  name: z.string(),
  content: z.string(),
  isError: z.boolean(),
});
export type FunctionExecutionResult = z.infer<typeof functionExecutionResultSchema>;

/** One memory that entered a request. */
export const memoryContentSchema = z.strictObject({
  content: z.string(),
  /** Which memory it is, by the store that keeps it; null when that has no ids. */
  id: z.string().nullable(),
  metadata: z.record(z.string(), z.json()),
});
export type MemoryContent = z.infer<typeof memoryContentSchema>;

/** The text of a content, pictures left out. */
export function textOf(content: string | readonly ContentPart[]): string {
  if (typeof content === 'string') return content;
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}
