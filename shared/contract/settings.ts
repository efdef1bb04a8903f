import * as z from 'zod';
import { settingsSchema, settingsViewSchema } from '../settings.ts';
import { command, nothing } from './command.ts';

export const settingsCommands = {
  'settings.get': command(nothing, settingsViewSchema),
  /** Absent fields stay unchanged. */
  'settings.update': command(z.strictObject({ changes: settingsSchema.partial() }), settingsViewSchema),
};
