/** Keeps the memory scopes of agents when they are renamed. */
import { idOfMember } from './agent-scopes.ts';

/** Agent name -> id of its memory scope, where it differs from `idOfMember`. */
export type AgentIds = Readonly<Record<string, string>>;

export interface Rename {
  readonly from: string;
  readonly to: string;
}

interface Change {
  readonly teamId: string;
  /** The component before and after the edit. */
  readonly before: unknown;
  readonly after: unknown;
  readonly ids: AgentIds;
  /** In order. Renames of agents that are in neither component are ignored. */
  readonly renamed: readonly Rename[];
  readonly newId: () => string;
}

/**
 * The ids after an edit. A renamed agent keeps its memory. Its old name still resolves to it, for runs that began under that name,
 * until a new agent takes the name and gets an empty memory of its own.
 */
export function agentIdsAfter({ teamId, before, after, ids, renamed, newId }: Change): AgentIds {
  const were = namesIn(before);
  const are = namesIn(after);
  const moved = renamed.filter(({ from, to }) => were.includes(from) && are.includes(to));
  const carried = moved.map(({ from, to }) => [to, idOf(teamId, ids, from)] as const);
  const now = { ...ids, ...Object.fromEntries(carried) };
  // Two agents of the same name shared one memory, and both keep it.
  const left = moved
    .map(({ from }) => from)
    .filter((from) => were.filter((one) => one === from).length === 1);
  const isNew = (name: string) => !were.includes(name) || left.includes(name);
  const targets = new Set(moved.map(({ to }) => to));
  const others = new Set(are.filter((name) => !targets.has(name)));
  const fresh = [...others].flatMap((name) => {
    const own = idOf(teamId, now, name);
    const taken = are.some((other) => other !== name && idOf(teamId, now, other) === own);
    return taken && isNew(name) ? [[name, newId()] as const] : [];
  });
  return { ...now, ...Object.fromEntries(fresh) };
}

function idOf(teamId: string, ids: AgentIds, name: string): string {
  return (Object.hasOwn(ids, name) ? ids[name] : undefined) ?? idOfMember(teamId, name);
}

/** The names of all agents and teams in a component, with duplicates. */
function namesIn(component: unknown): string[] {
  const found: string[] = [];
  const left: unknown[] = [component];
  for (let at = 0; at < left.length; at += 1) {
    const value = left[at];
    if (typeof value !== 'object' || value === null) continue;
    const name: unknown = Reflect.get(Reflect.get(value, 'config') ?? {}, 'name');
    if (typeof name === 'string') found.push(name);
    for (const inner of Object.values(value) as unknown[]) left.push(inner);
  }
  return found;
}
