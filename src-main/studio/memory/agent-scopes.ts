/**
 * Whose memory an agent has, as its component names it. `tutee`: what is known everywhere. `own`: beside that, what this agent
 * alone is taught. `team`: beside that, what the team it was saved in is taught. Record:
 * docs/decisions/2026-11-24-whose-memory.md.
 */
import { createHash } from 'node:crypto';
import { idSchema } from '#shared/text.ts';
import type { TeachingScope } from '../../engine/ports.ts';

export const MEMORY = 'tutee';
export const OWN_MEMORY = 'own';
export const TEAM_MEMORY = 'team';

/** What was started, as it is saved; a null `teamId`: it is not. */
export interface Started {
  readonly teamId: string | null;
  readonly name: string;
  readonly component: unknown;
  /** By name, the ids of the memories of agents that were renamed. */
  readonly agentIds?: Readonly<Record<string, string>>;
}

/** A memory that an agent names, and whose it is. */
export interface AgentScope {
  readonly agent: string;
  readonly memory: string;
  readonly scope: TeachingScope;
  /** What people call whose it is; null: it has its name already. */
  readonly title: string | null;
}

export function agentScopes(started: Started): AgentScope[] {
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
  { teamId, name, agentIds = {} }: Started,
  agent: string,
  alone: boolean,
): Pick<AgentScope, 'scope' | 'title'> {
  if (teamId === null || (memory !== OWN_MEMORY && memory !== TEAM_MEMORY))
    return { scope: { type: 'shared' }, title: null };
  const saved = idSchema.safeParse(teamId).success;
  // Of the gallery: there is no row that knows its name.
  const whole = { id: saved ? teamId : idOf(teamId), title: saved ? null : name };
  if (memory === TEAM_MEMORY || alone) {
    const type = memory === TEAM_MEMORY ? 'team' : 'private';
    return { scope: { type, id: whole.id }, title: whole.title };
  }
  const kept = Object.hasOwn(agentIds, agent) ? agentIds[agent] : undefined;
  const id = kept ?? idOfMember(teamId, agent);
  // In a run that began before it was renamed it is still called by the old name; its memory is not.
  const isRenamed = Object.entries(agentIds).some(([now, own]) => own === id && now !== agent);
  return { scope: { type: 'private', id }, title: isRenamed ? null : memberTitle(agent, name) };
}

/** Whose the memory of an agent in a team is, unless it was renamed. */
export function idOfMember(teamId: string, agent: string): string {
  return idOf(teamId, agent);
}

export function memberTitle(agent: string, team: string): string {
  return `${agent} in ${team}`;
}

/** Always the same for the same, and of the form of every other id (UUID, version 8). */
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

/** Every agent that names memories, wherever it stands. */
function agentsIn(component: unknown): NamedAgent[] {
  const found: NamedAgent[] = [];
  const left: unknown[] = [component];
  for (let at = 0; at < left.length; at += 1) {
    const value = left[at];
    if (typeof value !== 'object' || value === null) continue;
    const agent = agentOf(value);
    if (agent !== null) found.push(agent);
    for (const [key, inner] of Object.entries(value)) {
      // The form of an answer is a schema of somebody else's words, in which anything may stand.
      if (key !== 'outputFormat') left.push(inner);
    }
  }
  return found;
}

/** Null for whatever names no memories. */
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
