/** Commands and events for folders whose files tools may use, and for what tools changed in them. */
import * as z from 'zod';
import { knowledgeLimits } from '../knowledge/limits.ts';
import { filledText, idSchema } from '../text.ts';
import { allowedFolderSchema, folderOwnerSchema, ownToolSchema } from '../tools/allowed-folder.ts';
import { toolCallSchema } from '../tools/tool-call.ts';
import { fileChangeViewSchema } from '../tools/file-change.ts';
import { toolPermissionSchema } from '../tools/tool-server.ts';
import { command, nothing } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const all = z.strictObject({ folders: z.array(allowedFolderSchema), tools: z.array(ownToolSchema) });

export const folderCommands = {
  /** In the order in which they were added; and the tools that use them. */
  'folders.list': command(z.strictObject({}), all),
  /** Allows a folder by its absolute path. Throws `invalid_input` with the reason, and `not_found` when the owner is gone. */
  'folders.add': command(
    z.strictObject({
      path: filledText(knowledgeLimits.path, 'The path'),
      owner: folderOwnerSchema.default({ type: 'everywhere' }),
      mayWrite: z.boolean().default(false),
    }),
    z.strictObject({ id: idSchema }),
  ),
  /** Throws `not_found`. */
  'folders.update': command(z.strictObject({ ...byId.shape, mayWrite: z.boolean() }), nothing),
  /** Tools cannot use it any more; its files stay as they are. Throws `not_found`. */
  'folders.remove': command(byId, nothing),
  /** Throws `not_found` for a tool that there is not. */
  'folders.permit': command(
    z.strictObject({ tool: z.string().max(200), permission: toolPermissionSchema }),
    nothing,
  ),
  /**
   * What a call would change in a file, or has changed. Throws `not_found`, and `invalid_input` with the reason when it would change nothing.
   */
  'folders.change': command(
    z.strictObject({
      callId: idSchema,
      /** JSON of other arguments than the model's; absent: those. */
      arguments: z.string().max(200_000).exactOptional(),
    }),
    z.strictObject({ change: fileChangeViewSchema }),
  ),
  /** Makes a file what it was before a call. Throws `not_found`, `changed_since` when it is not as the call left it, `disk_full`. */
  'folders.undo': command(z.strictObject({ callId: idSchema }), z.strictObject({ call: toolCallSchema })),
};

export const folderEvents = {
  'folders-changed': all,
};
