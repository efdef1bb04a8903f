/** Commands and events for backups of the database (chats, memories, settings; no API keys), made and restored while the app runs. */
import * as z from 'zod';
import { errorDataSchema } from '../errors.ts';
import { idSchema, timeSchema } from '../text.ts';
import { command, nothing } from './command.ts';
import { outgoingFileSchema } from './transfer.ts';

/** A file name in the backups folder; paths are rejected. */
const backupName = z
  .string()
  .regex(/^tutee-[a-z0-9-]{1,80}\.db$/i, { error: 'That is not a backup of Tutee.' });
const byName = z.strictObject({ name: backupName });
/** A backup in the folder, or an uploaded file. */
const source = z.union([byName, z.strictObject({ fileId: idSchema })]);

export const backupSchema = z.strictObject({
  name: z.string(),
  at: timeSchema,
  bytes: z.int().nonnegative(),
  /**
   * Why it was made. asked: by the user. scheduled: by schedule. update: before a migration of the database. restore: the database that
   * a restore replaced. repair: before derived data was rebuilt.
   */
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
  /** Prepares a backup for `files.save`. */
  'backups.offer': command(byName, outgoingFileSchema),
  /** The contents of a backup; throws the reason why it cannot be restored. */
  'backups.check': command(source, backupContentsSchema),
  /**
   * Replaces the database by a backup, after setting it aside as a backup of its own. Pages reload. A file that is not a complete backup
   * of this or an earlier version is rejected and changes nothing.
   */
  'backups.restore': command(source, z.strictObject({ setAside: z.string() })),
};

export const backupEvents = {
  /** The list changed, or a scheduled backup failed. */
  'backups-changed': z.strictObject({ error: errorDataSchema.nullable() }),
};
