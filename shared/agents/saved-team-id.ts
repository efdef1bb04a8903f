import * as z from 'zod';
import { idSchema } from '../text.ts';

/** The id of a gallery team, which cannot be changed; saving one without an id makes a copy. */
const galleryId = /^gallery:[a-z]+(-[a-z]+){0,8}$/;

/** A saved agent or team, or one of the gallery. */
export const teamIdSchema = z.union([
  idSchema,
  z.string().max(80).regex(galleryId, { error: 'That is not a team of Tutee.' }),
]);
