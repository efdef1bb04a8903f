/** Unsent text of each chat's composer, stored so that it survives a restart and shows in every window. */
import type { Draft, DraftPlace } from '#shared/contract/drafts.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Projects } from './projects.ts';

export interface DraftStore {
  list(): Draft[];
  /** Undefined: no draft. */
  at(place: DraftPlace): string | undefined;
  /** Replaces the draft; an empty text deletes it. `at` in ms since 1970. */
  put(place: DraftPlace, text: string, at: number): void;
}

export interface DraftsPorts {
  readonly store: DraftStore;
  /** Whether a chat with this id is in the database file; false for a temporary one. */
  readonly isKept: (conversationId: string) => boolean;
  readonly projects: Pick<Projects, 'need'>;
  readonly now: () => number;
}

export class Drafts {
  readonly #ports: DraftsPorts;

  constructor(ports: DraftsPorts) {
    this.#ports = ports;
  }

  list(): Draft[] {
    return this.#ports.store.list();
  }

  /** Throws `not_found` when the chat is deleted or temporary, or the project is deleted. */
  put({ conversationId, projectId }: DraftPlace, text: string): void {
    const { store, isKept, projects, now } = this.#ports;
    if (conversationId !== null && !isKept(conversationId))
      throw new TuteeError(
        'not_found',
        'That chat is not there any more, or is temporary: nothing typed in it is kept.',
      );
    const project = conversationId === null && projectId !== null ? projects.need(projectId).id : null;
    store.put({ conversationId, projectId: project }, text.trim() === '' ? '' : text, now());
  }

  /** Deletes the draft that was just sent, unless it has changed since. */
  sent(place: DraftPlace, text: string): void {
    const { store, now } = this.#ports;
    const { conversationId } = place;
    const from = { conversationId, projectId: conversationId === null ? place.projectId : null };
    if (store.at(from)?.trim() === text) store.put(from, '', now());
  }
}
