/** Models that Tutee runs itself: which there are, their files, and what is in memory. Nothing is downloaded unless it is asked for. */
import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { command, nothing } from './command.ts';

/** The longest path of a file that is accepted, in UTF-16 units. */
const LONGEST_PATH = 4_096;

const insideModelIdSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, {
  error: 'That is not the id of a model inside.',
});

/**
 * none: its file is not here. downloading, paused: part of it is. failed: the download ended with `error`. ready: it can be asked.
 * loading, loaded: it is being read into memory, or is in it.
 */
export const insideModelStateSchema = z.enum([
  'none',
  'downloading',
  'paused',
  'failed',
  'ready',
  'loading',
  'loaded',
]);

export const insideModelSchema = z.strictObject({
  id: insideModelIdSchema,
  /** What people call it; also the model's name in requests. */
  name: z.string(),
  /** Such as Apache-2.0; null: the file does not say. */
  license: z.string().nullable(),
  /** What it is good for, in a sentence; null for a file of one's own. */
  goodFor: z.string().nullable(),
  /** list: from Tutee's own list. disk: a file that was opened. */
  source: z.enum(['list', 'disk']),
  /** Where the file comes from, or is. */
  place: z.string(),
  /** The size of the file; of one that is not here, as its publisher gave it. */
  bytes: z.int().nonnegative(),
  /** Memory it takes with a short context, in bytes. */
  memoryBytes: z.int().nonnegative(),
  /** False: this machine has less memory than that. */
  fits: z.boolean(),
  state: insideModelStateSchema,
  /** Bytes downloaded, or the share loaded of `bytes`. */
  done: z.int().nonnegative(),
  error: errorDataSchema.nullable(),
});
export type InsideModel = z.infer<typeof insideModelSchema>;

export const insideViewSchema = z.strictObject({
  /** Null: models run here. Otherwise why they do not. */
  unavailable: z.string().nullable(),
  models: z.array(insideModelSchema),
  /** Bytes free on the disk of the models; null: unknown. */
  freeBytes: z.int().nonnegative().nullable(),
});
export type InsideView = z.infer<typeof insideViewSchema>;

const byId = z.strictObject({ id: insideModelIdSchema });

export const insideCommands = {
  'inside.list': command(nothing, insideViewSchema),
  /** Begins a download, or goes on with it. `inside-changed` reports its progress. */
  'inside.download': command(byId, insideViewSchema),
  /** Stops a download and keeps what is there. */
  'inside.pause': command(byId, insideViewSchema),
  /** Deletes a downloaded file, or forgets one that was opened from disk, which stays where it is. */
  'inside.remove': command(byId, insideViewSchema),
  /** Adds a GGUF file of this machine. Throws with the reason when it cannot be used. */
  'inside.open': command(
    z.strictObject({
      path: z
        .string({ error: 'The path must be text.' })
        .trim()
        .min(1, { error: 'Which file? Type its path.' })
        .max(LONGEST_PATH, { error: 'The path is too long.' }),
    }),
    insideViewSchema,
  ),
  /** Gives the memory back now. Throws `busy` while it answers. */
  'inside.unload': command(byId, insideViewSchema),
};

export const insideEvents = {
  'inside-changed': insideViewSchema,
};
