/** Changes of files by tools: as they are shown before and after they happen, and as they are taken back. */
import * as z from 'zod';

/** What Undo needs. */
export interface FileChange {
  /** Absolute. */
  readonly path: string;
  /** The text of the file before; null: it was not there. */
  readonly before: string | null;
  /** SHA-256 of its text afterwards, in hexadecimal. */
  readonly after: string;
  /** The topmost folder that was created for it, absolute; null: none. */
  readonly madeFolder: string | null;
}

/** gap: unchanged lines that are not shown. */
export const diffLineSchema = z.strictObject({
  type: z.enum(['same', 'added', 'removed', 'gap']),
  text: z.string(),
});
export type DiffLine = z.infer<typeof diffLineSchema>;

export const fileChangeViewSchema = z.strictObject({
  /** Beginning with the name of the folder. */
  path: z.string(),
  /** True: the file is created. */
  isNew: z.boolean(),
  lines: z.array(diffLineSchema),
  added: z.int().nonnegative(),
  removed: z.int().nonnegative(),
  /** True: there are more lines than are given here. */
  cut: z.boolean(),
  /** Tells this change from any other; given with the approval. Empty: it has happened. */
  seen: z.string(),
});
export type FileChangeView = z.infer<typeof fileChangeViewSchema>;
