/** Folders whose files tools may use, because the user allowed it. */
import * as z from 'zod';
import { knowledgeOwnerSchema } from '../knowledge/knowledge.ts';
import { idSchema, timeSchema } from '../text.ts';
import { toolPermissionSchema } from './tool-server.ts';

/** The chats in which tools may use a folder: all, those of a project, or those that an assistant answers. */
export const folderOwnerSchema = z.union([
  z.strictObject({ type: z.literal('everywhere') }),
  knowledgeOwnerSchema,
]);
export type FolderOwner = z.infer<typeof folderOwnerSchema>;

export const allowedFolderSchema = z.strictObject({
  id: idSchema,
  owner: folderOwnerSchema,
  /** The name of its owner; empty: everywhere, or the owner is gone for the moment. */
  ownerName: z.string(),
  name: z.string().min(1),
  /** Absolute. */
  path: z.string(),
  /** False: tools only read in it. */
  mayWrite: z.boolean(),
  /** False: it is not there any more, or a link has taken its place; tools cannot use it. */
  isThere: z.boolean(),
  createdAt: timeSchema,
});
export type AllowedFolder = z.infer<typeof allowedFolderSchema>;

/** One of Tutee's own tools. */
export const ownToolSchema = z.strictObject({
  name: z.string(),
  /** True: it changes something. */
  writes: z.boolean(),
  permission: toolPermissionSchema,
});
export type OwnTool = z.infer<typeof ownToolSchema>;
