/** Skills: instructions for a kind of task, with files and scripts, that the user installed. */
import * as z from 'zod';
import { idSchema, timeSchema } from '../text.ts';
import { ownToolSchema } from './allowed-folder.ts';

export const skillSchema = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  /** What it does and when to use it: models see this of every skill that is on. */
  description: z.string(),
  /** False: models do not know of it. A new one begins so. */
  enabled: z.boolean(),
  /** Beside SKILL.md. */
  files: z.array(z.strictObject({ path: z.string(), bytes: z.int().nonnegative() })),
  /** Whether it has scripts, which run in a sandbox after asking. */
  hasScripts: z.boolean(),
  createdAt: timeSchema,
});
export type Skill = z.infer<typeof skillSchema>;

export const skillsSchema = z.strictObject({
  /** By name. */
  skills: z.array(skillSchema),
  /** The tools by which models use them. */
  tools: z.array(ownToolSchema),
});
