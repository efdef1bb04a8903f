/** Names of the agents of a team that a person can take over, those of nested teams included; user proxies excluded. */
export function takeOverCandidates(component: unknown): readonly string[] {
  const names = new Set<string>();
  const left: unknown[] = [component];
  for (let at = 0; at < left.length; at += 1) {
    const value = record(left[at]);
    if (value === null) continue;
    const members = value['participants'];
    for (const member of Array.isArray(members) ? (members as unknown[]) : []) {
      const name = agentName(member);
      if (name !== null) names.add(name);
    }
    for (const [key, inner] of Object.entries(value)) {
      // An output format is a JSON schema written by the user, which may contain anything.
      if (key !== 'outputFormat') left.push(inner);
    }
  }
  return [...names];
}

/** Null for a team and for a user proxy. */
function agentName(member: unknown): string | null {
  const given = record(member);
  const config = record(given?.['config']);
  if (given === null || config === null || given['provider'] === 'UserProxyAgent') return null;
  if (Array.isArray(config['participants'])) return null;
  const { name } = config;
  if (typeof name === 'string' && name !== '') return name;
  // An agent that wraps another one is known by the inner agent's name.
  const inside = config['agent'] ?? config['wrappedAgent'];
  return inside === undefined ? null : agentName(inside);
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
}
