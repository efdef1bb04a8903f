import type { MemoryKind } from '#shared/memory.ts';

/**
 * One way to recognise a statement worth remembering. `pattern` is tried at the beginning of a clause; a clause it
 * matches is stored in the user's words unless `unless` matches too.
 */
export interface Rule {
  /** Shown as the origin of a memory; stable. */
  readonly name: string;
  readonly kind: MemoryKind;
  readonly pattern: RegExp;
  readonly unless?: RegExp;
}
