/**
 * Captures that were not completed: those that a closed or killed process left, and those that failed. It knows the ports of ports.ts;
 * never the engine, the page, a shell or SQL.
 */
import { canLearnAgain } from '#shared/memory/learn-again.ts';
import type { MessageView } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import { ownPart } from '#shared/pasted-text.ts';
import type { ConversationStores } from '../conversation-stores.ts';
import type { Models } from '../ports/answering.ts';
import type { ConversationStore } from '../ports/conversations.ts';
import type { Projects } from '../projects.ts';
import type { TurnCapture } from './turn-capture.ts';

/** The maximum age of a message whose capture is resumed after a restart, in ms. */
export const LEARNS_WITHIN = 7 * 24 * 60 * 60 * 1000;

export interface UnfinishedCapturesPorts {
  readonly stores: ConversationStores;
  readonly capture: TurnCapture;
  readonly models: Models;
  readonly projects: Pick<Projects, 'modelFor'>;
}

export class UnfinishedCaptures {
  readonly #ports: UnfinishedCapturesPorts;

  constructor(ports: UnfinishedCapturesPorts) {
    this.#ports = ports;
  }

  /** Ids of the messages whose capture an earlier process did not complete. Call before the first turn. */
  unfinished(): readonly string[] {
    return this.#ports.stores.saved.pendingCaptures();
  }

  /** Resumes the captures of these messages, unless they were completed in the meantime. */
  resume(ids: readonly string[]): void {
    const { saved } = this.#ports.stores;
    for (const id of ids) if (saved.captureOf(id)?.status === 'pending') this.#queue(saved, id);
  }

  /** Captures a message again. Throws `not_found`, or `invalid_input` if there is nothing to retry. */
  learnAgain(messageId: string): MessageView {
    const store = this.#ports.stores.withMessage(messageId);
    const view = store.view(messageId);
    if (view === undefined || view.runId !== null || !canLearnAgain(view.capture))
      throw new TuteeError('invalid_input', 'There is nothing more to learn from that message.', {
        field: 'messageId',
      });
    if (!this.#ports.capture.learnsIn(this.#ports.stores.conversation(view.conversationId).conversation))
      throw new TuteeError(
        'invalid_input',
        'Learning is off for this chat. Turn it on in Settings, under Memory, or say “Remember that …”.',
      );
    this.#queue(store, messageId);
    return store.view(messageId) ?? view;
  }

  #queue(store: ConversationStore, id: string): void {
    const view = store.view(id);
    if (view === undefined) return;
    const { conversation } = this.#ports.stores.conversation(view.conversationId);
    const { models, projects, capture } = this.#ports;
    const model = (): Promise<ChatModel | null> =>
      models.current(projects.modelFor(store.get(conversation.id) ?? conversation));
    if (view.role === 'user') {
      const source = { store, conversation, user: view };
      const versions = store.versionsOf(id).filter(({ createdAt }) => createdAt < view.createdAt);
      const earlier = versions.map((version) => ({ messageId: version.id, text: ownPart(version.text) }));
      // A message that taught something was already read for explicit teaching; a memory that it forgot counts as taught.
      const isNew = view.remembered.length === 0;
      capture.captureLater(earlier.length === 0 ? source : { ...source, earlier }, model, isNew);
      return;
    }
    const original = view.original === null ? undefined : store.message(view.original);
    const request = view.parentId === null ? undefined : store.message(view.parentId);
    if (original === undefined || request?.role !== 'user') store.setCapture(id, null);
    else
      capture.captureEditInBackground(
        { store, conversation, answer: view, original: original.text, request: ownPart(request.text) },
        model,
      );
  }
}
