import type { CommandHandlers, CommandOutput } from '#shared/contract/commands.ts';
import { withPasted } from '#shared/pasted-text.ts';
import type { CallDecisions } from '../chat/call-decisions.ts';
import type { Drafts } from '../chat/drafts.ts';
import type { ChatService } from '../chat/chat-service.ts';
import type { UnfinishedCaptures } from '../chat/capture/unfinished-captures.ts';

type ChatHandlers = Pick<
  CommandHandlers,
  | 'chat.send'
  | 'chat.edit'
  | 'chat.stop'
  | 'chat.retry'
  | 'chat.learnAgain'
  | 'chat.teachFromEdit'
  | 'chat.showVersion'
  | 'chat.versions'
  | 'chat.offRecord'
  | 'chat.receipt'
  | 'chat.summary'
  | 'chat.usage'
  | 'chat.decideCall'
>;

export function chatHandlers(
  chat: ChatService,
  late: Pick<UnfinishedCaptures, 'learnAgain'>,
  drafts: Pick<Drafts, 'sent'>,
  usageOf: (conversationId: string) => CommandOutput<'chat.usage'>,
  decisions: CallDecisions,
): ChatHandlers {
  return {
    'chat.send': (input) => {
      const text = withPasted(input.text, input.pasted);
      const started = chat.send({ ...input, text });
      if (!input.temporary) drafts.sent(input, text);
      return started;
    },
    'chat.edit': (input) => chat.edit({ ...input, text: withPasted(input.text, input.pasted) }),
    'chat.stop': async ({ conversationId }) => ({ stopped: await chat.stop(conversationId) }),
    'chat.retry': ({ messageId, model }) => chat.retry(messageId, model),
    'chat.learnAgain': ({ messageId }) => ({ message: late.learnAgain(messageId) }),
    'chat.teachFromEdit': ({ messageId, text }) => ({ message: chat.teachFromEdit(messageId, text) }),
    'chat.showVersion': ({ messageId, limit }) => chat.showVersion(messageId, limit),
    'chat.versions': ({ messageId }) => ({ messages: chat.versions(messageId) }),
    'chat.usage': ({ conversationId }) => usageOf(conversationId),
    'chat.offRecord': ({ conversationId }) => ({ offRecord: chat.isOffRecord(conversationId) }),
    'chat.summary': ({ messageId }) => ({ text: chat.summary(messageId) }),
    'chat.decideCall': ({ callId, decision }) => ({ message: decisions.decide(callId, decision) }),
    'chat.receipt': ({ messageId }) => ({ report: chat.receipt(messageId) }),
  };
}
