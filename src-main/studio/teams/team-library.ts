/**
 * The teams room of the studio: owns saved agents and teams, the checks before saving, and building them with the models of a run. It
 * may not know runs, chats or SQL.
 */
import { sanitizeName } from '#shared/sanitize-name.ts';
import { reservedNameReason } from '#shared/agents/names.ts';
import type { Introduction } from '#shared/agents/introduction.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { ComponentFault, SavedTeam, TeamSummary } from '#shared/agents/saved-team.ts';
import { teamComponentSchema } from '#shared/agents/saved-team.ts';
import { validate } from '#shared/validate.ts';
import { TuteeError } from '#shared/errors.ts';
import { limits } from '#shared/text.ts';
import { chatAssistantOf } from './chat-assistant.ts';
import type { NamedAssistant } from './chat-assistant.ts';
import { describeComponent } from './describe-component.ts';
import { galleryTeams } from '../gallery/gallery-teams.ts';
import { memberTitle } from '../memory/agent-scopes.ts';
import type { StoredTeam, TeamStore } from '../ports.ts';
import { agentIdsAfter } from '../memory/renamed-agents.ts';
import type { AgentIds, Rename } from '../memory/renamed-agents.ts';
import type { TeamBuilder } from './team-builder.ts';

export interface TeamLibraryPorts {
  readonly store: TeamStore;
  readonly builder: TeamBuilder;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
  /** Stores the display name of an agent's memory scope. */
  readonly nameMember: (id: string, title: string, teamId: string) => void;
}

export interface SaveOptions {
  /** The `updatedAt` of the version that was edited. */
  readonly basedOn?: number | undefined;
  /** The agents renamed since, in order. */
  readonly renamed?: readonly Rename[];
}

/** The saved agents and teams and those of the gallery. Only components that can be built are saved. */
export class TeamLibrary {
  readonly #ports: TeamLibraryPorts;

  constructor(ports: TeamLibraryPorts) {
    this.#ports = ports;
  }

  list(): { saved: TeamSummary[]; gallery: TeamSummary[] } {
    return { saved: this.#ports.store.list().map(summaryOf), gallery: galleryTeams.map(summaryOf) };
  }

  /** Throws `not_found`. */
  get(id: string): SavedTeam {
    const team = galleryTeams.find((ready) => ready.id === id) ?? this.#ports.store.get(id);
    if (team === undefined) throw missing();
    return whole(team);
  }

  /** The agent as one that answers in plain chats; null: it is gone, or is no single agent with a model. */
  assistant(id: string): NamedAssistant | null {
    const team = galleryTeams.find((ready) => ready.id === id) ?? this.#ports.store.get(id);
    return team === undefined ? null : chatAssistantOf(team);
  }

  /** Sets how an agent looks in chats; null: nothing is said. Throws `not_found`. */
  introduce(id: string, introduction: Introduction | null): SavedTeam {
    const { store, publish } = this.#ports;
    if (store.get(id) === undefined) throw missing();
    store.introduce(id, introduction);
    publish('agents-changed', {});
    return this.get(id);
  }

  /** All faults of a component; empty: it can be saved. */
  check(component: unknown): readonly ComponentFault[] {
    return this.#ports.builder.faults(component);
  }

  /**
   * Throws `not_found`, `changed_since` when the stored version is newer than `basedOn`, and `invalid_input` with the path of the
   * fault for a component that cannot be built or has a reserved name. Nothing is saved then.
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
    const taken = reservedNameReason(name);
    if (taken !== null) throw new TuteeError('invalid_input', taken, { field: 'name' });
    // Strictly increasing, even when saves are fast or the clock was set back: `basedOn` compares these times.
    const updatedAt = Math.max(now(), (before?.updatedAt ?? 0) + 1);
    const said = before?.introduction === undefined ? {} : { introduction: before.introduction };
    const team = { id: id ?? newId(), name, component, ...said, updatedAt };
    store.put(team, before === undefined ? {} : this.#agentIdsAfter(before, team, renamed));
    this.#ports.publish('agents-changed', {});
    return whole(team);
  }

  #agentIdsAfter(before: StoredTeam, after: StoredTeam, renamed: readonly Rename[]): AgentIds {
    const { store, newId, nameMember } = this.#ports;
    const teamId = after.id;
    const parts = { before: before.component, after: after.component, ids: store.agentIds(teamId) };
    const ids = agentIdsAfter({ teamId, ...parts, renamed, newId });
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

  /** Saves the component of an exported file. Throws `invalid_input` with the reason. */
  import(text: string): SavedTeam {
    const component = readComponent(text);
    const { name, kind } = describeComponent(component);
    return this.save(
      null,
      (sanitizeName(name ?? '') || `Imported ${kind}`).slice(0, limits.title),
      component,
    );
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
  const parsed = validate(teamComponentSchema, value);
  if (parsed.ok) return parsed.value;
  throw new TuteeError('invalid_input', parsed.fault.message, { field: 'text' });
}

/** A team of the gallery has no `updatedAt`. */
type Listed = Omit<StoredTeam, 'updatedAt'> & { readonly updatedAt: number | null };

function summaryOf({ id, name, component, introduction, updatedAt }: Listed): TeamSummary {
  const { kind, description, participants } = describeComponent(component);
  const said = introduction === undefined ? {} : { introduction };
  return { id, name, kind, description, participants, ...said, updatedAt };
}

function whole(team: Listed): SavedTeam {
  return { ...summaryOf(team), component: team.component as SavedTeam['component'] };
}

function missing(): TuteeError {
  return new TuteeError('not_found', 'That agent or team is not there any more.');
}
