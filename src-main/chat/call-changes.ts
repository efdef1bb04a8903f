/** What calls change in files: shown before it happens and afterwards, and taken back. */
import type { Publish } from '#shared/contract/events.ts';
import { TuteeError } from '#shared/errors.ts';
import type { FileChange, FileChangeView } from '#shared/tools/file-change.ts';
import type { ToolCall } from '#shared/tools/tool-call.ts';
import type { ConversationStores } from './conversation-stores.ts';
import type { ToolPlace } from './ports/tools.ts';

export interface CallChangesPorts {
  readonly stores: ConversationStores;
  readonly files: {
    /** Throws `invalid_input` with the reason when it would change nothing. */
    preview(tool: string, args: unknown, place: ToolPlace): Promise<FileChangeView>;
    made(tool: string, args: unknown, change: FileChange): Promise<FileChangeView>;
    /** Throws `changed_since`, `disk_full`. */
    undo(change: FileChange): Promise<void>;
  };
  readonly publish: Publish;
  readonly now: () => number;
}

export class CallChanges {
  readonly #ports: CallChangesPorts;

  constructor(ports: CallChangesPorts) {
    this.#ports = ports;
  }

  /**
   * What a call has changed, or would. Throws `not_found`, and `invalid_input` with the reason when it would change nothing.
   * @param edited other arguments than those of the model
   */
  async show(callId: string, edited?: string): Promise<FileChangeView> {
    const { store, call } = this.#ports.stores.withCall(callId);
    const change = store.calls.change(callId);
    if (change !== undefined) return this.#ports.files.made(call.tool, parsed(call.arguments), change);
    const message = store.message(call.messageId);
    const place = message && store.get(message.conversationId);
    if (place === undefined) throw new TuteeError('not_found', 'That call is not there any more.');
    return this.#ports.files.preview(call.tool, parsed(edited ?? call.arguments), place);
  }

  /** Throws `not_found`, `changed_since`, `disk_full`. */
  async undo(callId: string): Promise<ToolCall> {
    const { store, call } = this.#ports.stores.withCall(callId);
    const change = store.calls.change(callId);
    if (change === undefined) throw new TuteeError('not_found', 'What it changed cannot be undone any more.');
    if (change.undoneAt === null) {
      await this.#ports.files.undo(change);
      store.inTransaction(() => store.calls.undone(callId, this.#ports.now()));
    }
    const message = store.view(call.messageId);
    const view = message?.calls?.find(({ id }) => id === callId);
    if (message === undefined || view === undefined)
      throw new TuteeError('not_found', 'That call is not there any more.');
    this.#ports.publish('message-calls', { message });
    return view;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TuteeError('invalid_input', 'The arguments must be a JSON object, in braces.', {
      field: 'arguments',
    });
  }
}
