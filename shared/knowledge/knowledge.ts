/**
 * Knowledge: folders and files of a project or an assistant, whose passages answers may draw on. They are material: what is in them never
 * teaches and never orders anything.
 */
import * as z from 'zod';
import { teamIdSchema } from '../agents/saved-team-id.ts';
import { idSchema, timeSchema } from '../text.ts';
import { placeSchema } from './place.ts';

export const knowledgeOwnerSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('project'), id: idSchema }),
  z.strictObject({ type: z.literal('assistant'), id: teamIdSchema }),
]);
export type KnowledgeOwner = z.infer<typeof knowledgeOwnerSchema>;

/**
 * waiting: to be read. reading: it is being read. ready: everything is read. stopped: by the user, before everything was read.
 * gone: its folder is not there; what was read before is still used. failed: it cannot be read.
 */
export const sourceStateSchema = z.enum(['waiting', 'reading', 'ready', 'stopped', 'gone', 'failed']);
export type SourceState = z.infer<typeof sourceStateSchema>;

export const knowledgeSourceSchema = z.strictObject({
  id: idSchema,
  owner: knowledgeOwnerSchema,
  /** The name of the folder or file. */
  name: z.string().min(1),
  /** The absolute path; null: files that were uploaded, which Tutee keeps itself. */
  path: z.string().nullable(),
  /** True: its passages are only given to models on this machine. */
  onlyHere: z.boolean(),
  state: sourceStateSchema,
  /** Why it is gone or failed, or what was left out, in words; null: nothing. */
  note: z.string().nullable(),
  /** While it is read: how many of `total` files were looked at. */
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  /** How many of its files are read, could not be read, and are of a kind that is not read. */
  files: z.int().nonnegative(),
  failed: z.int().nonnegative(),
  leftOut: z.int().nonnegative(),
  /** The size of the files that are read. */
  bytes: z.int().nonnegative(),
  passages: z.int().nonnegative(),
  /** How many of the passages can be found by meaning; the others by their words alone. */
  compared: z.int().nonnegative(),
  /** When it was read last; null: never. */
  readAt: timeSchema.nullable(),
});
export type KnowledgeSource = z.infer<typeof knowledgeSourceSchema>;

export const knowledgeFileSchema = z.strictObject({
  /** Within the folder, with `/`. */
  path: z.string(),
  bytes: z.int().nonnegative(),
  passages: z.int().nonnegative(),
  state: z.enum(['read', 'failed', 'left_out']),
  /** Why it could not be read, or what of it was cut, in words; null: nothing. */
  note: z.string().nullable(),
});
export type KnowledgeFile = z.infer<typeof knowledgeFileSchema>;

/** A passage that was given to the model with a request, as an answer shows it. */
export const citationSchema = z.strictObject({
  /** Its number in the request, from 1. */
  number: z.int().positive(),
  /** The name of the file. */
  name: z.string(),
  place: placeSchema,
  /** The heading that it stands under; empty: none. */
  heading: z.string(),
});
export type Citation = z.infer<typeof citationSchema>;

/** A cited passage, opened. */
export const openedPassageSchema = z.strictObject({
  ...citationSchema.shape,
  /** The name of the folder, and the file's path within it. */
  source: z.string(),
  path: z.string(),
  /** The passages before, of, and after the place, in order; empty: the file is not there any more. */
  parts: z.array(z.strictObject({ text: z.string(), place: placeSchema, cited: z.boolean() })),
  /** True: the file has changed since the answer. */
  changed: z.boolean(),
  /** Whether `knowledge.open` can open the file. */
  opens: z.boolean(),
});
export type OpenedPassage = z.infer<typeof openedPassageSchema>;
