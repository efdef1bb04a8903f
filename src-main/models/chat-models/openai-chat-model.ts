import { OpenAIWire } from './openai-wire.ts';
import { ServerChatModel } from './server-chat-model.ts';
import type { ServerChatModelOptions } from './server-chat-model.ts';

export type OpenAIChatModelOptions = Omit<ServerChatModelOptions, 'wire'>;

/** A chat model behind any server with OpenAI's chat completions API. */
export class OpenAIChatModel extends ServerChatModel {
  constructor(options: OpenAIChatModelOptions) {
    super({ ...options, wire: new OpenAIWire(options) });
  }
}
