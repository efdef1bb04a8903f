import type { TeamSummary } from '../../../state/runs/agents-store.ts';
import { formatCount } from '../../../ui/format/format-count.ts';

/** How a kind of agent or team works, in a few words. */
const kindLabels: Readonly<Record<TeamSummary['kind'], string>> = {
  assistant: 'Assistant',
  person: 'Person',
  code: 'Code runner',
  'round-robin': 'Take turns',
  selector: 'A model chooses who speaks',
  swarm: 'Hand over to each other',
  graph: 'Follow a graph',
  'magentic-one': 'A lead plans',
  'society-of-mind': 'Answer as one',
  'two-agent-chat': 'Two talk',
  'sequential-chats': 'One chat after another',
  'nested-chat': 'Asks others first',
  other: 'Other',
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
  return `${kindLabels[kind]} · ${formatCount(participants.length, 'member', 'members')}`;
}
