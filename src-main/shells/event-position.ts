import * as z from 'zod';
import type { EventPosition } from '#shared/transport.ts';

const schema = z.object({ epoch: z.string().min(1).max(64), seq: z.int().nonnegative() });

/** Parses the position that a page sent. Malformed input counts as none, which makes the page reload everything. */
export function readEventPosition(value: unknown): EventPosition | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
