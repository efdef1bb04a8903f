/** Commands and the event for the prompts of the user. Those that come with Tutee are in shared/prompts/ready-prompts.ts. */
import * as z from 'zod';
import { promptNameSchema, promptSchema, promptTextSchema } from '../prompts/prompt.ts';
import { idSchema } from '../text.ts';
import { command, nothing } from './command.ts';

const byId = z.strictObject({ id: idSchema });
const prompt = z.strictObject({ prompt: promptSchema });

export const promptCommands = {
  /** Sorted by name. */
  'prompts.list': command(nothing, z.strictObject({ prompts: z.array(promptSchema) })),
  /** A null `id` adds one. Throws `not_found`, or `invalid_input` for a name that is taken and when there are too many. */
  'prompts.save': command(
    z.strictObject({ id: idSchema.nullable(), name: promptNameSchema, text: promptTextSchema }),
    prompt,
  ),
  /** It can be restored for 30 days. Throws `not_found`. */
  'prompts.delete': command(byId, nothing),
  'prompts.restore': command(byId, prompt),
};

export const promptEvents = {
  'prompts-changed': z.strictObject({ prompts: z.array(promptSchema) }),
};
