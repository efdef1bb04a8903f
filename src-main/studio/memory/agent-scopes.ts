/**
 * Resolves the memory names of a component to scopes. `tutee`: everywhere. `own`: everywhere and the agent's own scope. `team`:
 * everywhere and the scope of the team it was saved in. Record: docs/decisions/2026-11-24-whose-memory.md.
 */
import { createHash } from 'node:crypto';
import { idSchema } from '#shared/text.ts';
import type { TeachingScope } from '../../engine/ports.ts';

export const MEMORY = 'tutee';
export const OWN_MEMORY = 'own';
export const TEAM_MEMORY = 'team';

/** The team or agent that was started. A null `teamId`: it is not saved. */
export interface StartedTeam {
  readonly teamId: string | null;
  readonly name: string;
  readonly component: unknown;
  /** Agent name -> id of its memory scope, for agents that were renamed. */
  readonly agentIds?: Readonly<Record<string, string>>;
}

/** One memory of one agent, with its scope. */
export interface AgentScope {
  readonly agent: string;
  readonly memory: string;
  readonly scope: TeachingScope;
  /** The display name to store for the scope; null: one is stored already. */
  readonly title: string | null;
}

export function agentScopes(started: StartedTeam): AgentScope[] {
  const own = agentOf(started.component);
  return agentsIn(started.component).flatMap(({ name, memories }) =>
    memories.map((memory) => {
      const alone = own?.name === name;
      return { agent: name, memory, ...scopeOf(memory, started, name, alone) };
    }),
  );
}

function scopeOf(
  memory: string,
  { teamId, name, agentIds = {} }: StartedTeam,
  agent: string,
  alone: boolean,
): Pick<AgentScope, 'scope' | 'title'> {
  if (teamId === null || (memory !== OWN_MEMORY && memory !== TEAM_MEMORY))
    return { scope: { type: 'shared' }, title: null };
  const saved = idSchema.safeParse(teamId).success;
  // A gallery team has no row, so its id is derived and its name is stored with the scope.
  const whole = { id: saved ? teamId : idOf(teamId), title: saved ? null : name };
  if (memory === TEAM_MEMORY || alone) {
    const type = memory === TEAM_MEMORY ? 'team' : 'private';
    return { scope: { type, id: whole.id }, title: whole.title };
  }
  const kept = Object.hasOwn(agentIds, agent) ? agentIds[agent] : undefined;
  const id = kept ?? idOfMember(teamId, agent);
  // A run that began before a rename still uses the old name, which must not overwrite the display name.
  const isRenamed = Object.entries(agentIds).some(([now, own]) => own === id && now !== agent);
  return { scope: { type: 'private', id }, title: isRenamed ? null : memberTitle(agent, name) };
}

/** The id of the memory scope of an agent in a team, unless it was renamed. */
export function idOfMember(teamId: string, agent: string): string {
  return idOf(teamId, agent);
}

export function memberTitle(agent: string, team: string): string {
  return `${agent} in ${team}`;
}

/** A deterministic id in the form of all others (UUID version 8). */
function idOf(...parts: readonly string[]): string {
  const hex = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

interface NamedAgent {
  readonly name: string;
  readonly memories: readonly string[];
}

/** Every agent with memories, at any depth of the component. */
function agentsIn(component: unknown): NamedAgent[] {
  const found: NamedAgent[] = [];
  const left: unknown[] = [component];
  for (let at = 0; at < left.length; at += 1) {
    const value = left[at];
    if (typeof value !== 'object' || value === null) continue;
    const agent = agentOf(value);
    if (agent !== null) found.push(agent);
    for (const [key, inner] of Object.entries(value)) {
      // An output format is a JSON schema written by the user, which may contain anything.
      if (key !== 'outputFormat') left.push(inner);
    }
  }
  return found;
}

/** Null when it has no memories. */
function agentOf(value: unknown): NamedAgent | null {
  const config = record(record(value)?.['config']);
  const name = config?.['name'];
  const memories = config?.['memories'];
  if (typeof name !== 'string' || !Array.isArray(memories)) return null;
  return { name, memories: memories.filter((memory) => typeof memory === 'string') };
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
}
