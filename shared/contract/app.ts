import * as z from 'zod';
import { keyProtectionSchema, modelStatusSchema } from '../models/model.ts';
import { command, nothing } from './command.ts';

export const appInfoSchema = z.strictObject({
  name: z.string(),
  version: z.string(),
  shell: z.enum(['electron', 'web']),
  platform: z.string(),
  dataDir: z.string(),
  /** Why the browser shell runs instead of the desktop window; null in the desktop window or when it was asked for. */
  shellReason: z.string().nullable(),
  model: modelStatusSchema,
  /** How API keys are protected here. */
  keyProtection: keyProtectionSchema,
  /** Notices of this start for the user, such as a database copy that was set aside; plain sentences. */
  notices: z.array(z.string()),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const appCommands = {
  'app.info': command(nothing, appInfoSchema),
  /** Opens the data folder in the system's file manager. Throws `not_supported` in the browser shell. */
  'app.openDataFolder': command(nothing, nothing),
};
