import * as z from 'zod';
import { memoryKindSchema, memorySchema } from '../../memory/memory.ts';
import { idSchema } from '../../text.ts';
import { command } from '../command.ts';

/** A map of all active memories as parallel arrays: the nth id has the nth kind and lies at the nth x and y, each 0 to 10,000. */
export const memorySurveySchema = z.strictObject({
  ids: z.array(z.string()),
  kinds: z.array(memoryKindSchema),
  x: z.array(z.int()),
  y: z.array(z.int()),
  /** Near-duplicates, most similar first; `likeness` is 0..1. */
  pairs: z.array(z.strictObject({ ids: z.tuple([idSchema, idSchema]), likeness: z.number() })),
});
export type MemorySurvey = z.infer<typeof memorySurveySchema>;

/** The most points in one page: serialising tens of thousands at once would block the event loop noticeably. */
const mostPoints = 4_000;

export const memorySurveyCommands = {
  /**
   * The positions of active memories by meaning, one page at a time. Computed in the background and cached until something changes; tens
   * of thousands take some seconds, with progress in `memory-survey-progress`.
   */
  'memories.map': command(
    z.strictObject({
      /** 0: checks for changes first. Otherwise: further points of the edition returned last. */
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(mostPoints).default(mostPoints),
    }),
    z.strictObject({
      ...memorySurveySchema.pick({ ids: true, kinds: true, x: true, y: true }).shape,
      /** The number of points. */
      total: z.int().nonnegative(),
      /** The version of the map: pages of different editions must not be combined. */
      edition: z.int().nonnegative(),
      /** Active memories without a position, because they are not embedded yet. */
      missing: z.int().nonnegative(),
    }),
  ),
  /** The memories with these ids, in their order; deleted ones are left out. */
  'memories.named': command(
    z.strictObject({ ids: z.array(idSchema).min(1).max(200) }),
    z.strictObject({ memories: z.array(memorySchema) }),
  ),
  /** Pairs of near-duplicate active memories, most similar first. Only the user merges them, by `memories.merge`. */
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
