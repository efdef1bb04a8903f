/** Agents of a team that were given another name keep their memories of their own. */
import { idOfMember } from './agent-scopes.ts';

/** By name, the id of the memory of an agent whose name does not say it. */
export type AgentIds = Readonly<Record<string, string>>;

export interface Rename {
  readonly from: string;
  readonly to: string;
}

interface Change {
  readonly teamId: string;
  /** The component as it was, and as it is now. */
  readonly before: unknown;
  readonly after: unknown;
  readonly ids: AgentIds;
  /** Of all that was changed since. What is in neither component is passed over. */
  readonly renamed: readonly Rename[];
  readonly newId: () => string;
}

/**
 * The ids from now on. Who is renamed takes its memory along; the old name still leads to it, for runs that began with that
 * name, until somebody else is called so: who is new begins with a memory of their own.
 */
export function idsAfter({ teamId, before, after, ids, renamed, newId }: Change): AgentIds {
  const were = namesIn(before);
  const are = namesIn(after);
  const moved = renamed.filter(({ from, to }) => were.includes(from) && are.includes(to));
  const carried = moved.map(({ from, to }) => [to, idOf(teamId, ids, from)] as const);
  const now = { ...ids, ...Object.fromEntries(carried) };
  // Two who had one name had one memory, and both still have it.
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

/** What agents and teams are called in a component, each as often as it stands there. */
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
