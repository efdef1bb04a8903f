import * as z from 'zod';
import { memoryKindSchema, memorySchema } from '../memory/memory.ts';
import { idSchema } from '../text.ts';
import { command } from './command.ts';

/** All memories in use at one look. Lists are in the same order: the nth id is of the nth kind at the nth x and y, 0 to 10,000. */
export const memorySurveySchema = z.strictObject({
  ids: z.array(z.string()),
  kinds: z.array(memoryKindSchema),
  x: z.array(z.int()),
  y: z.array(z.int()),
  /** Memories that nearly say the same, likest first; `likeness` is 0..1. */
  pairs: z.array(z.strictObject({ ids: z.tuple([idSchema, idSchema]), likeness: z.number() })),
});
export type MemorySurvey = z.infer<typeof memorySurveySchema>;

/** So many points at a time: writing out tens of thousands at once would be felt. */
const mostPoints = 4_000;

export const memorySurveyCommands = {
  /**
   * Where memories in use lie by meaning, a part of them at a time. Worked out in the background and kept until something
   * changes; tens of thousands take some seconds, told by `memory-survey-progress`.
   */
  'memories.map': command(
    z.strictObject({
      /** From 0: looks whether something changed. Beyond: the next points of the map that was given last. */
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(mostPoints).default(mostPoints),
    }),
    z.strictObject({
      ...memorySurveySchema.pick({ ids: true, kinds: true, x: true, y: true }).shape,
      /** How many points there are in all. */
      total: z.int().nonnegative(),
      /** Which map this is: parts of different maps do not belong together. */
      edition: z.int().nonnegative(),
      /** Memories in use that have no place yet, since their texts were not compared so far. */
      missing: z.int().nonnegative(),
    }),
  ),
  /** These memories, in the order of the ids; those that are gone are left out. */
  'memories.named': command(
    z.strictObject({ ids: z.array(idSchema).min(1).max(200) }),
    z.strictObject({ memories: z.array(memorySchema) }),
  ),
  /** Pairs of memories in use that nearly say the same, likest first. Only the user merges them: `memories.merge`. */
  'memories.duplicates': command(
    z.strictObject({ limit: z.int().min(1).max(200).default(50) }),
    z.strictObject({
      pairs: z.array(
        z.strictObject({ memories: z.tuple([memorySchema, memorySchema]), likeness: z.number() }),
      ),
      total: z.int().nonnegative(),
    }),
  ),
};
