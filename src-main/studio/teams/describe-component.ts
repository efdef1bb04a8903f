import type { TeamSummary } from '#shared/agents/saved-team.ts';

const kinds: Readonly<Record<string, TeamSummary['kind']>> = {
  AssistantAgent: 'assistant',
  UserProxyAgent: 'person',
  CodeExecutorAgent: 'code',
  RoundRobinGroupChat: 'round-robin',
  SelectorGroupChat: 'selector',
  Swarm: 'swarm',
  GraphFlow: 'graph',
  MagenticOneGroupChat: 'magentic-one',
  SocietyOfMindAgent: 'society-of-mind',
  TwoAgentChat: 'two-agent-chat',
  SequentialChats: 'sequential-chats',
  NestedChatAgent: 'nested-chat',
};

/** Summarises a component, whether or not it can be built. */
export function describeComponent(
  component: unknown,
): Pick<TeamSummary, 'kind' | 'description' | 'participants'> & { readonly name: string | null } {
  const { provider, config } = parts(component);
  const inner = parts(config['team']).config;
  const members = [config['participants'], inner['participants']].find((list) => Array.isArray(list)) ?? [];
  return {
    kind: Object.hasOwn(kinds, provider) ? (kinds[provider] ?? 'other') : 'other',
    name: nameIn(config),
    description: text(config['description']) ?? '',
    participants: (members as unknown[]).map((member) => {
      const { provider: what, config: own } = parts(member);
      return nameIn(own) ?? what;
    }),
  };
}

/** Agents that wrap another one, such as a message filter, have the name of the inner agent. */
function nameIn(config: Readonly<Record<string, unknown>>): string | null {
  const inside = parts(config['agent'] ?? config['wrappedAgent']).config;
  return text(config['name']) ?? text(inside['name']);
}

function parts(component: unknown): {
  readonly provider: string;
  readonly config: Readonly<Record<string, unknown>>;
} {
  const given = record(component);
  return { provider: text(given['provider']) ?? '', config: record(given['config']) };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
