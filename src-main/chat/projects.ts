/** Owns projects (groups of chats): their names and their bin. Chats and memories refer to them by id only. */
import type { Bin } from '#shared/bin.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { Conversation } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import { parametersWithin } from '#shared/models/parameters.ts';
import type { ModelChoice } from '#shared/models/provider.ts';
import type { Project } from '#shared/project.ts';

export interface ProjectStore {
  /** Sorted by name. */
  list(): Project[];
  get(id: string): Project | undefined;
  /** Inserts or replaces by id. */
  put(project: Project): void;
  readonly bin: Bin;
}

export interface ProjectsPorts {
  readonly store: ProjectStore;
  readonly publish: Publish;
  readonly newId: () => string;
  readonly now: () => number;
}

export class Projects {
  readonly #ports: ProjectsPorts;

  constructor(ports: ProjectsPorts) {
    this.#ports = ports;
  }

  list(): Project[] {
    return this.#ports.store.list();
  }

  /** Throws `not_found`. */
  need(id: string): Project {
    const project = this.#ports.store.get(id);
    if (project === undefined) throw missing();
    return project;
  }

  /** The scope of the memories that a chat teaches. */
  teachingScope({ projectId }: Conversation): MemoryScope {
    const project = projectId === null ? undefined : this.#ports.store.get(projectId);
    return project?.keepsTeachings === true ? { type: 'project', id: project.id } : { type: 'everywhere' };
  }

  /** What a chat has chosen, or its project; null: it follows the settings. */
  modelFor({ model, projectId }: Conversation): ModelChoice | null {
    const ofProject = projectId === null ? null : (this.#ports.store.get(projectId)?.model ?? null);
    if (model === undefined) return ofProject;
    // Parameters alone do not choose another model, nor a model other parameters.
    return { ref: model.ref ?? ofProject?.ref ?? null, ...parametersWithin(model, ofProject) };
  }

  /** Throws `invalid_input` when the name is taken. */
  create(name: string, keepsTeachings: boolean): Project {
    const at = this.#ports.now();
    const id = this.#ports.newId();
    this.#refuseTaken(id, name);
    return this.#put({ id, name, keepsTeachings, createdAt: at, updatedAt: at });
  }

  /** Throws `not_found`, or `invalid_input` when the name is taken. */
  update(
    id: string,
    changes: {
      readonly name?: string | undefined;
      readonly keepsTeachings?: boolean | undefined;
      /** Null: its chats follow the settings again. */
      readonly model?: ModelChoice | null | undefined;
    },
  ): Project {
    const { model: chosen, ...before } = this.need(id);
    const { name = before.name, keepsTeachings = before.keepsTeachings, model = chosen ?? null } = changes;
    if (name !== before.name) this.#refuseTaken(id, name);
    return this.#put({
      ...before,
      name,
      keepsTeachings,
      ...(model !== null && { model }),
      updatedAt: this.#ports.now(),
    });
  }

  /** Throws `not_found`. */
  delete(id: string): void {
    if (!this.#ports.store.bin.delete(id, this.#ports.now())) throw missing();
    this.#announce();
  }

  /** Throws `not_found`. */
  restore(id: string): Project {
    if (!this.#ports.store.bin.restore(id)) throw missing();
    this.#announce();
    return this.need(id);
  }

  #put(project: Project): Project {
    this.#ports.store.put(project);
    this.#announce();
    return project;
  }

  /** Checked when a name changes only: a restored project may share its name with a newer one, and both stay editable. */
  #refuseTaken(id: string, name: string): void {
    const plain = nameKey(name);
    if (!this.list().some((other) => other.id !== id && nameKey(other.name) === plain)) return;
    throw new TuteeError('invalid_input', 'There is a project of that name already. Choose another.', {
      field: 'name',
    });
  }

  #announce(): void {
    this.#ports.publish('projects-changed', { projects: this.list() });
  }
}

/** Ids of the assistants and projects to recall from in a chat, in addition to everywhere. */
export function recallScopes({ projectId }: Conversation): readonly string[] {
  return projectId === null ? [] : [projectId];
}

function nameKey(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase();
}

function missing(): TuteeError {
  return new TuteeError('not_found', 'That project is not there any more.');
}
