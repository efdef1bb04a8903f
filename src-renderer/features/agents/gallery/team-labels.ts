import type { TeamSummary } from '../../../state/runs/agents-store.ts';
import { t, tCount } from '../../../language/translate.ts';

/** How a kind of agent or team works, in a few words. */
const kindLabels: Readonly<Record<TeamSummary['kind'], string>> = {
  assistant: t('Assistant'),
  person: t('Person'),
  code: t('Code runner'),
  'round-robin': t('Take turns'),
  selector: t('A model chooses who speaks'),
  swarm: t('Hand over to each other'),
  graph: t('Follow a graph'),
  'magentic-one': t('A lead plans'),
  'society-of-mind': t('Answer as one'),
  'two-agent-chat': t('Two talk'),
  'sequential-chats': t('One chat after another'),
  'nested-chat': t('Asks others first'),
  other: t('Other'),
};

const MAX_CHIPS = 12;

/** The first members by name, and the number of others. */
export function visibleMembers({ participants }: TeamSummary): { shown: readonly string[]; more: number } {
  if (participants.length <= MAX_CHIPS) return { shown: participants, more: 0 };
  return { shown: participants.slice(0, MAX_CHIPS), more: participants.length - MAX_CHIPS };
}

/** "Take turns · 2 members" */
export function teamTraits({ kind, participants }: TeamSummary): string {
  if (participants.length === 0) return kindLabels[kind];
  return `${kindLabels[kind]} · ${tCount(participants.length, '{{count}} member', '{{count}} members')}`;
}
