import { IconBulb, IconHeart, IconListCheck, IconTool } from '@tabler/icons-react';
import type { MemoryKind } from '../../../shared/memory/memory.ts';

const icons = { fact: IconBulb, preference: IconHeart, instruction: IconListCheck, skill: IconTool } as const;

/** The icon of a kind of memory; its label always stands beside it or in the name around it. */
export function KindIcon({ kind, size = 15 }: { readonly kind: MemoryKind; readonly size?: number }) {
  const Icon = icons[kind];
  return <Icon size={size} stroke={1.6} aria-hidden />;
}
