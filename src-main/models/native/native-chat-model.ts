/**
 * Chat models in the protocols of Anthropic and Google: this folder converts requests and answers to those of the AI SDK's providers.
 * Retries, timeouts, cancellation and failures are the same as for every server (server-chat-model.ts).
 */
import { ServerChatModel } from '../chat-models/server-chat-model.ts';
import type { ServerChatModelOptions } from '../chat-models/server-chat-model.ts';
import { NativeWire } from './native-wire.ts';
import type { NativeWireOptions } from './native-wire.ts';

export type NativeChatModelOptions = Omit<ServerChatModelOptions, 'wire'> & NativeWireOptions;

export class NativeChatModel extends ServerChatModel {
  constructor(options: NativeChatModelOptions) {
    super({ ...options, wire: new NativeWire(options) });
  }
}
