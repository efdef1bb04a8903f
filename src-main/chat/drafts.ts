/** What is typed in chats and not sent: kept with them, so that it is there after a restart, in whichever window. */
import type { Draft, DraftPlace } from '#shared/contract/drafts.ts';
import { TuteeError } from '#shared/errors.ts';
import type { Projects } from './projects.ts';

export interface DraftStore {
  list(): Draft[];
  /** Undefined: nothing is typed there. */
  at(place: DraftPlace): string | undefined;
  /** In the place of what was there; empty: nothing. */
  put(place: DraftPlace, text: string, at: number): void;
}

export interface DraftsPorts {
  readonly store: DraftStore;
  /** Whether there is a chat of this id that is kept. */
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

  /** Throws `not_found` for a chat that is gone or temporary, and for a project that is gone. */
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

  /** These words were sent from there: what is kept must not come back as not sent. */
  sent(place: DraftPlace, text: string): void {
    const { store, now } = this.#ports;
    const { conversationId } = place;
    const from = { conversationId, projectId: conversationId === null ? place.projectId : null };
    if (store.at(from)?.trim() === text) store.put(from, '', now());
  }
}
