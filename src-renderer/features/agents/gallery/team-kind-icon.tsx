import {
  IconArrowsExchange,
  IconCode,
  IconHierarchy2,
  IconListNumbers,
  IconMap,
  IconMessageQuestion,
  IconMessages,
  IconPuzzle,
  IconRefresh,
  IconRobot,
  IconRoute,
  IconUser,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { TablerIcon } from '@tabler/icons-react';
import type { TeamSummary } from '../../../state/runs/agents-store.ts';

const icons: Readonly<Record<TeamSummary['kind'], TablerIcon>> = {
  assistant: IconRobot,
  person: IconUser,
  code: IconCode,
  'round-robin': IconRefresh,
  selector: IconRoute,
  swarm: IconArrowsExchange,
  graph: IconHierarchy2,
  'magentic-one': IconMap,
  'society-of-mind': IconUsersGroup,
  'two-agent-chat': IconMessages,
  'sequential-chats': IconListNumbers,
  'nested-chat': IconMessageQuestion,
  other: IconPuzzle,
};

/** The icon of a kind of agent or team; a label stands beside it. */
export function TeamKindIcon({
  kind,
  size = 17,
}: {
  readonly kind: TeamSummary['kind'];
  readonly size?: number;
}) {
  const Icon = icons[kind];
  return <Icon size={size} stroke={1.6} aria-hidden className="team-kind-icon" />;
}
