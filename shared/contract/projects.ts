import * as z from 'zod';
import { namedScopeSchema, projectNameSchema, projectSchema } from '../project.ts';
import { idSchema } from '../text.ts';
import { command, nothing } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const project = z.strictObject({ project: projectSchema });

export const projectCommands = {
  /** By name. */
  'projects.list': command(nothing, z.strictObject({ projects: z.array(projectSchema) })),
  /** `invalid_input` when there is one of that name. */
  'projects.create': command(
    z.strictObject({ name: projectNameSchema, keepsTeachings: z.boolean().default(false) }),
    project,
  ),
  /** Fields left out stay as they are. */
  'projects.update': command(
    z.strictObject({
      id: idSchema,
      name: projectNameSchema.optional(),
      keepsTeachings: z.boolean().optional(),
    }),
    project,
  ),
  /**
   * Its chats stay, outside of it. Its memories stay what they are and come to mind nowhere, until they are moved or the
   * project comes back.
   */
  'projects.delete': command(byId, nothing),
  /** Within 30 days, with its chats, unless they were moved elsewhere; for longer while it has memories. */
  'projects.restore': command(byId, project),
  /** Every assistant and project that memories can be of, by name, and what those of memories were called that are gone. */
  'memories.scopes': command(nothing, z.strictObject({ scopes: z.array(namedScopeSchema) })),
};

export const projectEvents = {
  'projects-changed': z.strictObject({ projects: z.array(projectSchema) }),
};
