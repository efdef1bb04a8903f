import { protocolOf } from '#shared/models/protocol.ts';
import type { ServerChatModel } from '../chat-models/server-chat-model.ts';
import { OpenAIChatModel } from '../chat-models/openai-chat-model.ts';
import type { OpenAIChatModelOptions } from '../chat-models/openai-chat-model.ts';
import { NativeChatModel } from '../native/native-chat-model.ts';
import type { NativeChatModelOptions } from '../native/native-chat-model.ts';

type Options = OpenAIChatModelOptions & Pick<NativeChatModelOptions, 'thinks'>;

/** The chat model for a server, in that server's protocol. */
export function modelOfServer(options: Options): ServerChatModel {
  const protocol = protocolOf(options.server);
  return protocol === 'openai' ? new OpenAIChatModel(options) : new NativeChatModel({ ...options, protocol });
}
