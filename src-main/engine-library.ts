/** `tutee/engine`: the engine for TypeScript programs, with the model clients that come with it. */
export * from './engine/index.ts';
export { OpenAIChatModel } from './models/openai-chat-model.ts';
export type { ModelRecording } from './models/model-recording.ts';
export { RecordingChatModel } from './models/recording-chat-model.ts';
export { ReplayChatModel } from './models/replay-chat-model.ts';
export { ScriptedChatModel } from './models/scripted-chat-model.ts';
export type { ScriptInput } from './models/script.ts';
export type { ChatModel, ModelEvent, ModelRequest } from '#shared/model.ts';
