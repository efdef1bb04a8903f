import * as z from 'zod';
import { keyProtectionSchema, modelStatusSchema } from '../models/model.ts';
import { idSchema, limits, nameText } from '../text.ts';
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
  /**
   * Shows a notification of the system about a chat; a later one about the same chat replaces it. When it is clicked, the window comes to
   * the front and `notification-opened` follows. `shown` is false in the browser shell, where the page asks the browser.
   */
  'app.notify': command(
    z.strictObject({
      conversationId: idSchema,
      title: nameText(limits.title, 'The title'),
      body: nameText(limits.title, 'The text'),
    }),
    z.strictObject({ shown: z.boolean() }),
  ),
};

export const appEvents = {
  /** The user clicked a notification of the system. */
  'notification-opened': z.strictObject({ conversationId: idSchema }),
};
