/**
 * Owns projects (groups of chats): their names and their bin. Chats and memories refer to them by id only. It also tells what holds in a
 * chat, as its own choices, its assistant and its project say.
 */
import type { Bin } from '#shared/bin.ts';
import type { Publish } from '#shared/contract/events.ts';
import type { Conversation } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { MemoryScope } from '#shared/memory/memory.ts';
import { parametersWithin } from '#shared/models/parameters.ts';
import type { AnswererId } from '#shared/agents/introduction.ts';
import type { ModelChoice } from '#shared/models/provider.ts';
import type { Project } from '#shared/project.ts';

import type { ChatAssistant, FindAssistant } from './assistant.ts';

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
  readonly assistant: FindAssistant;
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
  teachingScope({ projectId, assistantId }: Conversation): MemoryScope {
    const own = this.assistantOf({ assistantId })?.memoryScope ?? null;
    if (own !== null) return { type: 'assistant', id: own };
    const project = projectId === null ? undefined : this.#ports.store.get(projectId);
    return project?.keepsTeachings === true ? { type: 'project', id: project.id } : { type: 'everywhere' };
  }

  /** What a chat has chosen, or its assistant, or its project; null: it follows the settings. */
  modelFor(conversation: Conversation): ModelChoice | null {
    const { model, projectId } = conversation;
    const ofProject = projectId === null ? null : (this.#ports.store.get(projectId)?.model ?? null);
    const assistant = this.assistantOf(conversation);
    const wide =
      assistant === null ? ofProject : within({ ref: assistant.model, ...assistant.parameters }, ofProject);
    return model === undefined ? wide : within(model, wide);
  }

  /** Who answers in a chat; null: Tutee, also where the agent is gone. */
  assistantOf({ assistantId }: { readonly assistantId?: string | undefined }): ChatAssistant | null {
    return assistantId === undefined ? null : this.#ports.assistant(assistantId);
  }

  /**
   * The id of the agent that answers in a new chat; null: Tutee.
   * @param chosen null: whoever the project says. Throws `not_found` for an agent that is gone.
   */
  assistantForNew(chosen: AnswererId | null, projectId: string | null): string | null {
    if (chosen !== null) return this.checkedAssistant(chosen);
    const id = (projectId === null ? undefined : this.#ports.store.get(projectId)?.assistantId) ?? null;
    return id !== null && this.#ports.assistant(id) !== null ? id : null;
  }

  /** The id of an agent that can answer in a chat; null: Tutee. Throws `not_found`. */
  checkedAssistant(chosen: AnswererId): string | null {
    if (chosen === 'tutee') return null;
    if (this.#ports.assistant(chosen) !== null) return chosen;
    throw new TuteeError(
      'not_found',
      'There is no such assistant any more. Choose another, or Tutee itself.',
      { field: 'answerer' },
    );
  }

  /** Ids of the assistants and projects to recall from in a chat, in addition to everywhere; null: nothing is recalled in it. */
  recallScopesOf(conversation: Conversation): readonly string[] | null {
    const assistant = this.assistantOf(conversation);
    if (assistant?.recalls === false) return null;
    const own = assistant?.memoryScope ?? null;
    return [...recallScopes(conversation), ...(own === null ? [] : [own])];
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
      /** Null: Tutee answers in its new chats. */
      readonly assistantId?: string | null | undefined;
    },
  ): Project {
    const { model: chosen, assistantId: answers = null, ...before } = this.need(id);
    const { name = before.name, keepsTeachings = before.keepsTeachings, model = chosen ?? null } = changes;
    const { assistantId = answers } = changes;
    if (assistantId !== null && assistantId !== answers) this.checkedAssistant(assistantId);
    if (name !== before.name) this.#refuseTaken(id, name);
    return this.#put({
      ...before,
      name,
      keepsTeachings,
      ...(model !== null && { model }),
      ...(assistantId !== null && { assistantId }),
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

/** Parameters alone do not choose another model, nor a model other parameters. */
function within(narrow: ModelChoice, wide: ModelChoice | null): ModelChoice {
  return { ref: narrow.ref ?? wide?.ref ?? null, ...parametersWithin(narrow, wide) };
}

/** Ids of the projects to recall from in a chat, in addition to everywhere. */
export function recallScopes({ projectId }: Conversation): readonly string[] {
  return projectId === null ? [] : [projectId];
}

function nameKey(name: string): string {
  return name.normalize('NFC').toLocaleLowerCase();
}

function missing(): TuteeError {
  return new TuteeError('not_found', 'That project is not there any more.');
}
