import { protocolOf } from '#shared/models/protocol.ts';
import type { ServerChatModel, ServerModelSettings } from '../chat-models/server-chat-model.ts';
import { OpenAIChatModel } from '../chat-models/openai-chat-model.ts';
import { NativeChatModel } from '../native/native-chat-model.ts';
import type { NativeChatModelOptions } from '../native/native-chat-model.ts';

type Options = ServerModelSettings & Pick<NativeChatModelOptions, 'thinks'>;

/** The chat model for a server, in that server's protocol. */
export function modelOfServer(options: Options): ServerChatModel {
  const protocol = protocolOf(options.server);
  if (protocol !== 'openai') return new NativeChatModel({ ...options, protocol });
  // What a model can do is the person's to say: the app decides by its own settings what it sends.
  return new OpenAIChatModel({ ...options, modelInfo: { vision: null, functionCalling: null } });
}
