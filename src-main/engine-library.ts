/** `tutee/engine`: the engine as a library, with its model clients. */
export { Console } from './console.ts';
export type { ConsoleOptions } from './console.ts';
export * from './engine/index.ts';
export { OpenAIChatModel } from './models/chat-models/openai-chat-model.ts';
export type { OpenAIChatModelOptions } from './models/chat-models/openai-chat-model.ts';
export type { ModelRecording } from './models/scripted/model-recording.ts';
export type { NoteKeeper } from './models/chat-models/learned-notes.ts';
export type { Patience, StreamTimeouts } from './models/chat-models/patience.ts';
export type { ServerModelSettings } from './models/chat-models/server-chat-model.ts';
export type { StreamLimits } from './models/chat-models/stream-limits.ts';
export type { ModelServer } from './models/server/model-server.ts';
export type { RetryPolicy } from './models/server/retry-policy.ts';
export { RecordingChatModel } from './models/scripted/recording-chat-model.ts';
export { ReplayChatModel } from './models/scripted/replay-chat-model.ts';
export { ScriptedChatModel } from './models/scripted/scripted-chat-model.ts';
export type { ScriptInput, ScriptRuleInput } from './models/scripted/script.ts';
export type {
  ChatModel,
  ModelEvent,
  ModelInfo,
  ModelNotice,
  ModelRequest,
  ModelTool,
  ResponseSchema,
  ToolChoice,
} from '#shared/models/model.ts';
