import * as z from 'zod';

/** An image in a message, as bytes, so that nothing is fetched when the message is read later. */
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

/** A tool call of a model. `arguments` is its raw text, which may be invalid JSON; the error is returned to the model. */
export const functionCallSchema = z.strictObject({
  /** Assigned by the model's server; links the call to its result. */
  id: z.string(),
  name: z.string(),
  arguments: z.string(),
  /** What the server wants back with the call, unread, such as a signature of the model's thoughts. */
  extra: z.record(z.string(), z.json()).optional(),
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
  /** The id of the memory; null when its store has no ids. */
  id: z.string().nullable(),
  metadata: z.record(z.string(), z.json()),
});
export type MemoryContent = z.infer<typeof memoryContentSchema>;

/** The text of a content, without images. */
export function textOf(content: string | readonly ContentPart[]): string {
  if (typeof content === 'string') return content;
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}
