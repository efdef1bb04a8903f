import * as z from 'zod';
import { filledText, idSchema, limits, nameText, timeSchema } from '../text.ts';

export const promptNameSchema = nameText(limits.title, 'The name');
export const promptTextSchema = filledText(limits.promptText, 'The prompt');

/** A text to begin a message with. `{{what it is about}}` in it is a variable, which is filled in before it is used. */
export const promptSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  text: z.string(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type Prompt = z.infer<typeof promptSchema>;
