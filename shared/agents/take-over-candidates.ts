/** For whom in a team a person can speak: its agents, those of teams in it included, by name; not those who are people. */
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
      // The form of an answer is a schema of somebody else's words, in which anything may stand.
      if (key !== 'outputFormat') left.push(inner);
    }
  }
  return [...names];
}

/** Null for a team and for who is a person already. */
function agentName(member: unknown): string | null {
  const given = record(member);
  const config = record(given?.['config']);
  if (given === null || config === null || given['provider'] === 'UserProxyAgent') return null;
  if (Array.isArray(config['participants'])) return null;
  const { name } = config;
  if (typeof name === 'string' && name !== '') return name;
  // Around an agent, by whose name it is known.
  const inside = config['agent'] ?? config['wrappedAgent'];
  return inside === undefined ? null : agentName(inside);
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
}
