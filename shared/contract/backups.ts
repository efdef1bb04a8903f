/** Backups of everything (chats, memories, settings; no API keys), made and restored while Tutee runs. */
import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { idSchema, timeSchema } from '../text.ts';
import { command, nothing } from './command.ts';
import { outgoingFileSchema } from './transfer.ts';

/** A file name in the backups folder; a path is none. */
const backupName = z
  .string()
  .regex(/^tutee-[a-z0-9-]{1,80}\.db$/i, { error: 'That is not a backup of Tutee.' });
const byName = z.strictObject({ name: backupName });
/** A backup in the folder, or a file that was received. */
const source = z.union([byName, z.strictObject({ fileId: idSchema })]);

export const backupSchema = z.strictObject({
  name: z.string(),
  at: timeSchema,
  bytes: z.int().nonnegative(),
  /** asked: by the user. scheduled: by itself. update: before an update of the database. restore: what a restore replaced. repair: before derived data was made anew. */
  kind: z.enum(['asked', 'scheduled', 'update', 'restore', 'repair']),
});
export type Backup = z.infer<typeof backupSchema>;

export const backupContentsSchema = z.strictObject({
  conversations: z.int(),
  memories: z.int(),
  /** The newest message or memory in it, in ms since 1970 UTC; null: it is empty. */
  newest: timeSchema.nullable(),
  bytes: z.int(),
});
export type BackupContents = z.infer<typeof backupContentsSchema>;

export const backupCommands = {
  /** Newest first. */
  'backups.list': command(nothing, z.strictObject({ folder: z.string(), items: z.array(backupSchema) })),
  'backups.make': command(nothing, z.strictObject({ backup: backupSchema })),
  'backups.remove': command(byName, nothing),
  /** Makes a backup ready for `files.save`. */
  'backups.offer': command(byName, outgoingFileSchema),
  /** What a backup holds; throws the reason why it cannot be restored. */
  'backups.check': command(source, backupContentsSchema),
  /**
   * Replaces everything by a backup. What is here now is set aside as a backup of its own first. Pages load anew. A file that
   * is no whole backup of this or an earlier version is refused and changes nothing.
   */
  'backups.restore': command(source, z.strictObject({ setAside: z.string() })),
};

export const backupEvents = {
  /** The list changed, or a backup by schedule failed. */
  'backups-changed': z.strictObject({ error: errorDataSchema.nullable() }),
};
