import * as z from 'zod';
import { filledText, limits } from '../text.ts';
import { teamIdSchema } from './saved-team-id.ts';

/** How an agent looks in a chat, and what it offers to begin with. */
export const introductionSchema = z.strictObject({
  /** One character as people see it, such as a letter or an emoji; empty: the first letter of its name. */
  symbol: z
    .string({ error: 'The symbol must be text.' })
    .max(40, { error: 'The symbol is one character.' })
    .transform((text) => firstCharacter(text.trim())),
  starters: z
    .array(filledText(200, 'A starter question'))
    .max(limits.starters, { error: `At most ${limits.starters} questions are offered.` }),
});
export type Introduction = z.infer<typeof introductionSchema>;

/** Who answers in a chat: the id of an agent, or Tutee itself. */
export const answererSchema = z.union([z.literal('tutee'), teamIdSchema]);
export type AnswererId = z.infer<typeof answererSchema>;

/** The first character as people see it, which may be several code points. */
export function firstCharacter(text: string): string {
  const [first] = new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text);
  return first?.segment ?? '';
}
