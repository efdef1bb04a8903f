import { IconCode, IconPuzzle, IconRobot, IconRoute, IconUser, IconUsersGroup } from '@tabler/icons-react';
import type { GraphNode } from './team-graph.ts';

const icons = {
  assistant: IconRobot,
  person: IconUser,
  code: IconCode,
  team: IconUsersGroup,
  chooser: IconRoute,
  other: IconPuzzle,
} as const;

/** The icon of a member; its name stands beside it. */
export function NodeIcon({ kind }: Pick<GraphNode, 'kind'>) {
  const Icon = icons[kind];
  return <Icon size={15} stroke={1.6} aria-hidden />;
}
