import * as z from 'zod';
import { memoryScopeSchema } from './memory/memory.ts';
import { nameText, idSchema, limits, timeSchema } from './text.ts';

export const projectNameSchema = nameText(limits.title, 'The name');

/** Chats that belong together. What is kept in a project comes to mind in its chats alone. */
export const projectSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  /** True: what its chats teach is kept in it. False: it is known everywhere. */
  keepsTeachings: z.boolean(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type Project = z.infer<typeof projectSchema>;

/** What an assistant or a project of memories is called, as a file says it. */
export const scopeNameSchema = z.strictObject({ scope: memoryScopeSchema, name: projectNameSchema });
export type ScopeName = z.infer<typeof scopeNameSchema>;

/**
 * What an assistant or a project is called. here: memories can be moved to it. deleted: it could come back. elsewhere: only
 * a file that was read names it. Memories of what is not here stay as they are and come to mind nowhere.
 */
export const namedScopeSchema = z.strictObject({
  scope: memoryScopeSchema,
  name: z.string(),
  state: z.enum(['here', 'deleted', 'elsewhere']),
});
export type NamedScope = z.infer<typeof namedScopeSchema>;
