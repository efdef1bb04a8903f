import { plainName } from '#shared/plain-name.ts';
import { takenName } from '#shared/agents/names.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { ComponentFault, SavedTeam, TeamSummary } from '#shared/agents/saved-team.ts';
import { teamComponentSchema } from '#shared/agents/saved-team.ts';
import { checkForm } from '#shared/check-form.ts';
import { TuteeError } from '#shared/errors.ts';
import { limits } from '#shared/text.ts';
import { describeComponent } from './describe-component.ts';
import { readyTeams } from '../gallery/ready-teams.ts';
import { memberTitle } from '../memory/agent-scopes.ts';
import type { StoredTeam, TeamStore } from '../ports.ts';
import { idsAfter } from '../memory/renamed-agents.ts';
import type { AgentIds, Rename } from '../memory/renamed-agents.ts';
import type { TeamBuilder } from './team-builder.ts';

export interface TeamLibraryPorts {
  readonly store: TeamStore;
  readonly builder: TeamBuilder;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
  /** Keeps what the memory of an agent in a team is called. */
  readonly nameMember: (id: string, title: string, teamId: string) => void;
}

export interface SaveOptions {
  /** The `updatedAt` of what was changed. */
  readonly basedOn?: number | undefined;
  /** The agents that have another name since, in the order of renaming. */
  readonly renamed?: readonly Rename[];
}

/** Agents and teams that can be run: those that were saved, and those that come with Tutee. What is saved can be built. */
export class TeamLibrary {
  readonly #ports: TeamLibraryPorts;

  constructor(ports: TeamLibraryPorts) {
    this.#ports = ports;
  }

  list(): { saved: TeamSummary[]; gallery: TeamSummary[] } {
    return { saved: this.#ports.store.list().map(summaryOf), gallery: readyTeams.map(summaryOf) };
  }

  /** Throws `not_found`. */
  get(id: string): SavedTeam {
    const team = readyTeams.find((ready) => ready.id === id) ?? this.#ports.store.get(id);
    if (team === undefined) throw missing();
    return whole(team);
  }

  /** All that is wrong with it; nothing: it can be saved. */
  check(component: unknown): readonly ComponentFault[] {
    return this.#ports.builder.faults(component);
  }

  /**
   * Throws `not_found`, `changed_since` when there is a version later than the one it is based on, and `invalid_input` with the
   * path of the fault for what cannot be built or may not be called so; nothing is saved then.
   */
  save(
    id: string | null,
    name: string,
    component: unknown,
    { basedOn, renamed = [] }: SaveOptions = {},
  ): SavedTeam {
    const { store, newId, now } = this.#ports;
    const before = id === null ? undefined : store.get(id);
    if (id !== null && before === undefined) throw missing();
    if (before !== undefined && basedOn !== undefined && before.updatedAt !== basedOn) {
      const words = `“${before.name}” was changed in another window after you opened it. Load that version, or save yours as a copy.`;
      throw new TuteeError('changed_since', words);
    }
    const [fault] = this.check(component);
    if (fault !== undefined) throw new TuteeError('invalid_input', fault.message, { field: fault.path });
    const taken = takenName(name);
    if (taken !== null) throw new TuteeError('invalid_input', taken, { field: 'name' });
    // No two versions have one time, however fast they follow, or the clock was set back.
    const updatedAt = Math.max(now(), (before?.updatedAt ?? 0) + 1);
    const team = { id: id ?? newId(), name, component, updatedAt };
    store.put(team, before === undefined ? {} : this.#idsAfter(before, team, renamed));
    this.#ports.publish('agents-changed', {});
    return whole(team);
  }

  #idsAfter(before: StoredTeam, after: StoredTeam, renamed: readonly Rename[]): AgentIds {
    const { store, newId, nameMember } = this.#ports;
    const teamId = after.id;
    const parts = { before: before.component, after: after.component, ids: store.agentIds(teamId) };
    const ids = idsAfter({ teamId, ...parts, renamed, newId });
    for (const { to } of renamed) {
      const kept = Object.hasOwn(ids, to) ? ids[to] : undefined;
      if (kept !== undefined) nameMember(kept, memberTitle(to, after.name), teamId);
    }
    return ids;
  }

  delete(id: string): void {
    if (!this.#ports.store.bin.delete(id, this.#ports.now())) throw missing();
    this.#ports.publish('agents-changed', {});
  }

  restore(id: string): SavedTeam {
    if (!this.#ports.store.bin.restore(id)) throw missing();
    this.#ports.publish('agents-changed', {});
    return this.get(id);
  }

  /** Saves what a file says. Throws `invalid_input` with the reason. */
  import(text: string): SavedTeam {
    const component = readComponent(text);
    const { name, kind } = describeComponent(component);
    return this.save(null, (plainName(name ?? '') || `Imported ${kind}`).slice(0, limits.title), component);
  }

  export(id: string): { fileName: string; text: string } {
    const { name, component } = this.get(id);
    const plain = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');
    const fileName = `${plain.replace(/^-+|(?<!-)-+$/g, '').slice(0, 60) || 'agent'}.json`;
    return { fileName, text: `${JSON.stringify(component, null, 2)}\n` };
  }
}

function readComponent(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new TuteeError('invalid_input', 'This file is no JSON, so it holds no agent or team.', {
      field: 'text',
    });
  }
  const parsed = checkForm(teamComponentSchema, value);
  if (parsed.ok) return parsed.value;
  throw new TuteeError('invalid_input', parsed.fault.message, { field: 'text' });
}

/** A team of the gallery has no `updatedAt`. */
type Listed = Omit<StoredTeam, 'updatedAt'> & { readonly updatedAt: number | null };

function summaryOf({ id, name, component, updatedAt }: Listed): TeamSummary {
  const { kind, description, participants } = describeComponent(component);
  return { id, name, kind, description, participants, updatedAt };
}

function whole(team: Listed): SavedTeam {
  return { ...summaryOf(team), component: team.component as SavedTeam['component'] };
}

function missing(): TuteeError {
  return new TuteeError('not_found', 'That agent or team is not there any more.');
}
