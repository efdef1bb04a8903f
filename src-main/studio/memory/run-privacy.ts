import type { Message } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { ChatModel } from '#shared/models/model.ts';
import type { ConversationStore } from '../../chat/ports/conversations.ts';
import { privateMessages, privateTurns } from '../../chat/private-turns.ts';

export interface RunPrivacyParts {
  readonly store: ConversationStore;
  readonly conversationId: string;
  readonly runId: string;
  /** Ids of the run's messages from earlier segments: its chat may show another branch by now. */
  readonly said: readonly string[];
  /** True when all models of the run are on this machine. */
  readonly local: boolean;
}

/**
 * Keeps private content of a run and its chat from models on other machines. The contexts of agents cannot be filtered, because tool
 * results, summaries and ledgers mix everything. So a run that has seen something private does not ask such a model at all;
 * messages from before the run are left out by turn.
 */
export class RunPrivacy {
  readonly #parts: RunPrivacyParts;
  /** Ids of the messages outside the run that its agents do not get. */
  readonly leftOut: ReadonlySet<string>;

  constructor(parts: RunPrivacyParts) {
    this.#parts = parts;
    const mayHave = parts.local || this.#allowed();
    this.leftOut = mayHave ? new Set() : privateTurns(this.#outside(), parts.store);
  }

  /** Wraps the models on other machines: they throw `private_message` once the run has seen something private. */
  guard(models: Readonly<Record<string, ChatModel>>): Record<string, ChatModel> {
    return Object.fromEntries(
      Object.entries(models).map(([name, model]) => [name, model.local ? model : this.#guarded(model)]),
    );
  }

  #guarded(model: ChatModel): ChatModel {
    const refuse = () => this.#refuse();
    return {
      name: model.name,
      local: model.local,
      async *stream(request, signal) {
        refuse();
        yield* model.stream(request, signal);
      },
    };
  }

  /** Checked for every request: a memory may be made private during the run. */
  #refuse(): void {
    if (this.#allowed() || !this.#knowsPrivate()) return;
    throw new TuteeError(
      'private_message',
      'This run knows something private, and this model is not on this machine, so it was not asked. Choose a model on this machine, or allow this chat to send private messages, then resume.',
    );
  }

  #allowed(): boolean {
    const { store, conversationId } = this.#parts;
    return store.get(conversationId)?.sendsPrivate === true;
  }

  #knowsPrivate(): boolean {
    const { store, runId, said } = this.#parts;
    if (store.privacyOf([runId]).own.size > 0) return true;
    const shown = this.#shown();
    const ids = new Set(shown.map(({ id }) => id));
    const last = said.at(-1);
    const paths = last === undefined || ids.has(last) ? [shown] : [shown, store.pathTo(last)];
    return paths.some((path) => {
      const found = privateMessages(path, store);
      return path.some(({ id, runId: of }) => found.has(id) && (of === runId || !this.leftOut.has(id)));
    });
  }

  #outside(): Message[] {
    return this.#shown().filter(({ runId }) => runId !== this.#parts.runId);
  }

  #shown(): Message[] {
    const { store, conversationId } = this.#parts;
    if (store.get(conversationId) === undefined) return [];
    const last = store.branch(conversationId, 1).messages.at(-1);
    return last === undefined ? [] : store.pathTo(last.id);
  }
}
