import * as z from 'zod';
import { requestFeaturesSchema } from './request-features.ts';
import type { RequestFeatures } from './request-features.ts';

/** What was learned about one model of one server. */
export interface LearnedNotes {
  readonly features: RequestFeatures;
  /** The most tokens of messages that were not refused as too long, as estimated; null: nothing was refused. */
  readonly budget: number | null;
}

const notesSchema = z.strictObject({
  version: z.literal(1),
  features: requestFeaturesSchema,
  budget: z.number().int().positive().nullable(),
});

/** Keeps the notes about one model of one server, so that a restart does not ask for the same refusals again. */
export interface NoteKeeper {
  /** The kept notes, unread; null when there are none. */
  load(): unknown;
  save(notes: unknown): void;
}

/** The kept notes; null when there are none, or when another version of Tutee wrote them. */
export function loadNotes(keeper: NoteKeeper | undefined): LearnedNotes | null {
  const parsed = notesSchema.safeParse(keeper?.load() ?? null);
  return parsed.success ? { features: parsed.data.features, budget: parsed.data.budget } : null;
}

export function saveNotes(keeper: NoteKeeper | undefined, notes: LearnedNotes): void {
  keeper?.save({ version: 1, ...notes });
}
