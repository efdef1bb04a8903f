/** Commands and events for skills that the user installed. */
import * as z from 'zod';
import { knowledgeLimits } from '../knowledge/limits.ts';
import { filledText, idSchema } from '../text.ts';
import { skillSchema, skillsSchema } from '../tools/skill.ts';
import { toolPermissionSchema } from '../tools/tool-server.ts';
import { command, nothing } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const added = z.strictObject({ skills: z.array(skillSchema) });

export const skillCommands = {
  'skills.list': command(nothing, skillsSchema),
  /**
   * Installs the skills in a folder, a ZIP archive or a SKILL.md, by its absolute path; all or none. They are off until they are switched on.
   * One of a name that there is replaces it. Throws `invalid_input` with the reason.
   */
  'skills.addPath': command(z.strictObject({ path: filledText(knowledgeLimits.path, 'The path') }), added),
  /** The same of a file that arrived by `attachments.begin` and `attachments.part`. */
  'skills.addFile': command(z.strictObject({ uploadId: idSchema }), added),
  /** Writes a memory of how to do something as a skill. Throws `not_found`, and `invalid_input` for a private one or another kind. */
  'skills.addMemory': command(z.strictObject({ memoryId: idSchema }), z.strictObject({ skill: skillSchema })),
  /** Teaches the memory what a skill says. Throws `not_found`, and `invalid_input` when it is more than a memory holds. */
  'skills.teach': command(byId, z.strictObject({ memoryId: idSchema })),
  /** Throws `not_found`. */
  'skills.update': command(z.strictObject({ ...byId.shape, enabled: z.boolean() }), nothing),
  /** Throws `not_found`. */
  'skills.remove': command(byId, nothing),
  /** SKILL.md, or another file; null: that one is no text. Throws `not_found`. */
  'skills.text': command(
    z.strictObject({ ...byId.shape, path: z.string().max(1_000).nullable().default(null) }),
    z.strictObject({ text: z.string().nullable() }),
  ),
  /** Makes a file of it, for `files.save`: SKILL.md, or a ZIP archive if it has more. Throws `not_found`, `disk_full`. */
  'skills.export': command(byId, z.strictObject({ fileId: idSchema, name: z.string() })),
  /** Throws `not_found` for a tool that there is not. */
  'skills.permit': command(
    z.strictObject({ tool: z.string().max(200), permission: toolPermissionSchema }),
    nothing,
  ),
};

export const skillEvents = {
  'skills-changed': skillsSchema,
};
