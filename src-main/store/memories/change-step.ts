import type { MemoryAction, MemorySource, MemoryValue } from '#shared/memory/memory.ts';
import type { UnitVectors } from '../vectors/vector-index.ts';

/** One step of a change: the store's form of `MemoryStep` in teachability's ports. */
export type ChangeStep =
  | {
      readonly type: 'add';
      readonly id: string;
      readonly value: MemoryValue;
      readonly source: MemorySource;
      readonly vectors: UnitVectors | null;
      readonly replaces?: readonly string[];
    }
  | {
      readonly type: 'update';
      readonly id: string;
      readonly action: Exclude<MemoryAction, 'learned' | 'confirmed' | 'undone'>;
      readonly value: MemoryValue;
      readonly vectors?: UnitVectors | null;
      readonly supersededBy?: string | null;
    }
  | { readonly type: 'confirm'; readonly id: string }
  | { readonly type: 'conflict'; readonly id: string; readonly with: string; readonly reason: string };
