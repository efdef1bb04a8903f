import * as z from 'zod';
import { consecutiveTurnsSchema } from './consecutive-turns.ts';
import { threadStateSchema } from './message-thread.ts';

/** Schema of the state of a team of this kind with these participants. Each part validates its own state. */
export function stateSchema(type: string, participants: readonly string[]) {
  return z.strictObject({
    type: z.literal(type),
    version: z.literal(1),
    thread: threadStateSchema,
    speaking: z.array(z.string()),
    turnOpen: z.boolean(),
    checked: z.int().nonnegative(),
    reported: z.int().nonnegative(),
    limits: z.json(),
    consecutive: consecutiveTurnsSchema.exactOptional(),
    manager: z.json(),
    participants: z.strictObject(Object.fromEntries(participants.map((name) => [name, z.json()]))),
  });
}
