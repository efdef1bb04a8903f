/** `tutee/engine`: the engine as a library, with its model clients. */
export { Console } from './console.ts';
export type { ConsoleOptions } from './console.ts';
export * from './engine/index.ts';
export { OpenAIChatModel } from './models/chat-models/openai-chat-model.ts';
export type {
  ModelServer,
  NoteKeeper,
  OpenAIChatModelOptions,
  AnswerTimeouts,
  RetryPolicy,
  ServerModelSettings,
  StreamLimits,
  StreamTimeouts,
} from './models/chat-models/openai-chat-model.ts';
export type { CodeLimits } from './code/code-limits.ts';
export { DockerCommandLineCodeExecutor } from './code/machine/docker-command-line-code-executor.ts';
export type { DockerCodeOptions } from './code/machine/docker-command-line-code-executor.ts';
export { LocalCommandLineCodeExecutor } from './code/machine/local-command-line-code-executor.ts';
export type { LocalCodeOptions } from './code/machine/local-command-line-code-executor.ts';
export { SandboxCodeExecutor } from './code/wasm/sandbox-code-executor.ts';
export type { SandboxOptions } from './code/wasm/sandbox-code-executor.ts';
export { FileRunLogStore } from './run-logs/file-run-log-store.ts';
export { SqliteRunLogStore } from './run-logs/sqlite-run-log-store.ts';
export type { SqliteDatabase } from './run-logs/sqlite-run-log-store.ts';
export type { ModelRecording } from './models/scripted/model-recording.ts';
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
export { createFileTools, undoFileChange } from './files/create-file-tools.ts';
export type { FileToolFolder, FileToolsOptions } from './files/create-file-tools.ts';
export type { FileChange } from '#shared/tools/file-change.ts';
export { McpWorkbench } from './tool-servers/mcp/mcp-workbench.ts';
export type { McpServer, McpWorkbenchOptions, ToolOverride } from './tool-servers/mcp/mcp-workbench.ts';
export type {
  AnswerQuestion,
  QuestionOutcome,
  ServerQuestion,
  SessionLimits,
} from './tool-servers/mcp/mcp-session.ts';
export type { QuestionAnswer } from '#shared/tools/tool-question.ts';
