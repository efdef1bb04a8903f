import * as z from 'zod';
import { teamIdSchema } from '../agents/saved-team-id.ts';
import { modelChoiceSchema } from '../models/provider.ts';
import { namedScopeSchema, projectNameSchema, projectSchema } from '../project.ts';
import { idSchema } from '../text.ts';
import { command, nothing } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const project = z.strictObject({ project: projectSchema });

export const projectCommands = {
  /** Sorted by name. */
  'projects.list': command(nothing, z.strictObject({ projects: z.array(projectSchema) })),
  /** Throws `invalid_input` when the name is taken. */
  'projects.create': command(
    z.strictObject({ name: projectNameSchema, keepsTeachings: z.boolean().default(false) }),
    project,
  ),
  /** Absent fields stay unchanged. */
  'projects.update': command(
    z.strictObject({
      id: idSchema,
      name: projectNameSchema.optional(),
      keepsTeachings: z.boolean().optional(),
      /** Null: its chats follow the settings again. */
      model: modelChoiceSchema.nullable().optional(),
      /** Who answers in its new chats; null: Tutee. */
      assistantId: teamIdSchema.nullable().optional(),
    }),
    project,
  ),
  /**
   * Its chats stay, outside of it. Its memories stay unchanged and are not recalled until they are moved or the project is restored.
   */
  'projects.delete': command(byId, nothing),
  /** Possible for 30 days, and longer while it has memories. Its chats return, unless they were moved elsewhere. */
  'projects.restore': command(byId, project),
  /** All assistants and projects, sorted by name, including deleted ones that still have memories. */
  'memories.scopes': command(nothing, z.strictObject({ scopes: z.array(namedScopeSchema) })),
};

export const projectEvents = {
  'projects-changed': z.strictObject({ projects: z.array(projectSchema) }),
};
