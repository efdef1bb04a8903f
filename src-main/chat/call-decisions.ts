import type { MessageView } from '#shared/conversation.ts';
import { TuteeError } from '#shared/errors.ts';
import type { CallDecision } from '#shared/tools/tool-call.ts';
import type { ChatService } from './chat-service.ts';
import type { ConversationStores } from './conversation-stores.ts';
import type { ConversationStore } from './ports/conversations.ts';
import type { AvailableTools, StoredCall } from './ports/tools.ts';
import type { ToolUsePorts } from './tool-use.ts';

export interface CallDecisionPorts extends Pick<ToolUsePorts, 'publish' | 'now'> {
  readonly stores: ConversationStores;
  readonly tools: Pick<AvailableTools, 'permit'>;
  readonly chat: Pick<ChatService, 'goOn' | 'assertFree'>;
}

/** The user's decisions about calls of tools that wait, at once or after days and restarts. */
export class CallDecisions {
  readonly #ports: CallDecisionPorts;

  constructor(ports: CallDecisionPorts) {
    this.#ports = ports;
  }

  /** See `chat.decideCall`. */
  decide(callId: string, decision: CallDecision): MessageView {
    const { store, call } = this.#ports.stores.withCall(callId);
    if (call.status !== 'waiting')
      throw new TuteeError('invalid_input', 'This call does not wait for you any more.', { field: 'callId' });
    const message = store.message(call.messageId);
    if (message === undefined) throw gone();
    this.#ports.chat.assertFree(message.conversationId);
    store.inTransaction(() => this.#apply(store, call, message.conversationId, decision));
    const waits = store.calls.of(message.id).some(({ status }) => status === 'waiting');
    if (!waits) this.#ports.chat.goOn(message.id);
    const view = store.view(message.id);
    if (view === undefined) throw gone();
    this.#ports.publish('message-calls', { message: view });
    return view;
  }

  #apply(store: ConversationStore, call: StoredCall, conversationId: string, decision: CallDecision): void {
    const { tools } = this.#ports;
    const { serverId, tool } = call;
    if (decision.type === 'refuse') {
      store.calls.update(call.id, { status: 'refused' });
      if (decision.holds === 'always' && serverId !== null) tools.permit(serverId, tool, 'never');
      return;
    }
    const args = decision.arguments;
    if (args !== undefined && !isObject(args))
      throw new TuteeError('invalid_input', 'The arguments must be a JSON object, in braces.', {
        field: 'arguments',
      });
    const { seen } = decision;
    store.calls.update(call.id, {
      status: 'approved',
      ...(args !== undefined && { arguments: args }),
      ...(seen !== undefined && { seen }),
    });
    if (serverId === null) return;
    if (decision.holds === 'chat') store.calls.allowInChat(conversationId, serverId, tool);
    if (decision.holds === 'always') tools.permit(serverId, tool, 'always');
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function gone(): TuteeError {
  return new TuteeError('not_found', 'That call is not there any more.');
}
