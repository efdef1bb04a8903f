import * as z from 'zod';
import { requestFeaturesSchema } from './request-features.ts';
import type { RequestFeatures } from './request-features.ts';

/** What was learned about one model of one server. */
export interface LearnedNotes {
  readonly features: RequestFeatures;
  /** The largest number of message tokens that was not rejected as too long (estimated); null: nothing was rejected. */
  readonly budget: number | null;
}

const notesSchema = z.strictObject({
  version: z.literal(1),
  features: requestFeaturesSchema,
  budget: z.number().int().positive().nullable(),
});

/** Stores the notes about one model of one server, so that a restart does not repeat the same rejected requests. */
export interface NoteKeeper {
  /** The stored notes, not yet parsed; null if there are none. */
  load(): unknown;
  save(notes: unknown): void;
}

/** The stored notes; null if there are none or another version of Tutee wrote them. */
export function loadNotes(keeper: NoteKeeper | undefined): LearnedNotes | null {
  const parsed = notesSchema.safeParse(keeper?.load() ?? null);
  return parsed.success ? { features: parsed.data.features, budget: parsed.data.budget } : null;
}

export function saveNotes(keeper: NoteKeeper | undefined, notes: LearnedNotes): void {
  keeper?.save({ version: 1, ...notes });
}
