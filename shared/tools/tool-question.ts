/** What a server asks the user while one of its tools runs (elicitation), shown as a form. */
import * as z from 'zod';
import { idSchema } from '../text.ts';

export const questionFieldSchema = z.strictObject({
  name: z.string(),
  /** For people. */
  title: z.string(),
  description: z.string(),
  required: z.boolean(),
  /** choice: one of `choices`. choices: any of them. */
  type: z.enum(['text', 'number', 'integer', 'boolean', 'choice', 'choices']),
  choices: z.array(z.strictObject({ value: z.string(), label: z.string() })),
  /** Of the type of its answer; null: none. */
  initial: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]).nullable(),
});
export type QuestionField = z.infer<typeof questionFieldSchema>;

export const toolQuestionSchema = z.strictObject({
  id: idSchema,
  /** The name of the server. */
  server: z.string(),
  message: z.string(),
  fields: z.array(questionFieldSchema),
});
export type ToolQuestion = z.infer<typeof toolQuestionSchema>;

/** By the names of fields; those without a value are absent. */
export const questionAnswerSchema = z.record(
  z.string().max(200),
  z.union([z.string().max(20_000), z.number(), z.boolean(), z.array(z.string().max(2_000)).max(200)]),
);
export type QuestionAnswer = z.infer<typeof questionAnswerSchema>;
