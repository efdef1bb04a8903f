import type { MemoryKind } from '../../../shared/memory/memory.ts';
import { t } from '../../language/translate.ts';

/** The kind of a memory in a line about it. */
export const kindNames: Readonly<Record<MemoryKind, string>> = {
  preference: t('preference'),
  fact: t('fact'),
  instruction: t('instruction'),
  skill: t('skill'),
};
