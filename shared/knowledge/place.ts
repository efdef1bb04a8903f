/** Where in a file a passage stands. All numbers count from 1 and include both ends. */
import * as z from 'zod';

const from = z.int().positive();
const to = z.int().positive();

export const placeSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('lines'), from, to }),
  z.strictObject({ type: z.literal('pages'), from, to }),
  z.strictObject({ type: z.literal('paragraphs'), from, to }),
  /** Lines of a sheet of a spreadsheet. */
  z.strictObject({ type: z.literal('rows'), sheet: z.string(), from, to }),
]);
export type Place = z.infer<typeof placeSchema>;
