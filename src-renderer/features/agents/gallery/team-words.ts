import type { TeamSummary } from '../../../state/runs/agents-store.ts';
import { countWords } from '../../../ui/words/time-words.ts';

/** How a kind of agent or team works, in a few words. */
const kindWords: Readonly<Record<TeamSummary['kind'], string>> = {
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

const mostChips = 12;

/** The first members by name, and how many more there are. */
export function membersShown({ participants }: TeamSummary): { shown: readonly string[]; more: number } {
  if (participants.length <= mostChips) return { shown: participants, more: 0 };
  return { shown: participants.slice(0, mostChips), more: participants.length - mostChips };
}

/** "Take turns · 2 members" */
export function traitsOf({ kind, participants }: TeamSummary): string {
  if (participants.length === 0) return kindWords[kind];
  return `${kindWords[kind]} · ${countWords(participants.length, 'member', 'members')}`;
}
