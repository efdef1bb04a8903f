import * as z from 'zod';
import { teamIdSchema } from './agents/saved-team-id.ts';
import { memoryScopeSchema } from './memory/memory.ts';
import { modelChoiceSchema } from './models/provider.ts';
import { nameText, idSchema, limits, timeSchema } from './text.ts';

export const projectNameSchema = nameText(limits.title, 'The name');

/** A group of chats. Memories of a project are recalled in its chats only. */
export const projectSchema = z.strictObject({
  id: idSchema,
  name: z.string(),
  /** True: what its chats teach gets the project's scope. False: it applies everywhere. */
  keepsTeachings: z.boolean(),
  /** The model of its chats that have chosen none; absent: the one of the settings. */
  model: modelChoiceSchema.exactOptional(),
  /** The agent that answers in its new chats; absent: Tutee. */
  assistantId: teamIdSchema.exactOptional(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type Project = z.infer<typeof projectSchema>;

/** The name of an assistant or project in an exported file. */
export const scopeNameSchema = z.strictObject({ scope: memoryScopeSchema, name: projectNameSchema });
export type ScopeName = z.infer<typeof scopeNameSchema>;

/**
 * The name of an assistant or project. here: memories can be moved to it. deleted: it is in the bin. elsewhere: known only from an
 * imported file. Memories of scopes that are not here stay unchanged and are not recalled.
 */
export const namedScopeSchema = z.strictObject({
  scope: memoryScopeSchema,
  name: z.string(),
  state: z.enum(['here', 'deleted', 'elsewhere']),
});
export type NamedScope = z.infer<typeof namedScopeSchema>;
